namespace K8sCache.Topology.Scheduling;

/// <summary>Uniform over the copies: the baseline the others are measured against.</summary>
public sealed class RandomScheduler : IScheduler
{
    public SchedulerType Type => SchedulerType.Random;

    public int Pick(ReadOnlySpan<int> candidates, ClusterSignals signals, double now, Random random) =>
        candidates.Length == 1 ? candidates[0] : candidates[random.Next(candidates.Length)];
}
