namespace K8sCache.Topology.Scheduling;

/// <summary>Always the first copy: a key has one owner, and the copies only stand in for it.</summary>
public sealed class HashScheduler : IScheduler
{
    public SchedulerType Type => SchedulerType.Hash;

    public int Pick(ReadOnlySpan<int> candidates, ClusterSignals signals, double now, Random random) => candidates[0];
}
