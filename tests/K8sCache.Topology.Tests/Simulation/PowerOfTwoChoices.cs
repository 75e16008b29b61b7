using K8sCache.Topology.Scheduling;

namespace K8sCache.Topology.Tests.Simulation;

/// <summary>Two at random, the one with fewer own requests in flight: the yardstick of the study.</summary>
internal sealed class PowerOfTwoChoices : IScheduler
{
    public SchedulerType Type => SchedulerType.Random;

    public int Pick(ReadOnlySpan<int> candidates, ClusterSignals signals, double now, Random random)
    {
        var first = random.Next(candidates.Length);
        var second = (first + 1 + random.Next(candidates.Length - 1)) % candidates.Length;
        return signals[candidates[first]].InFlight <= signals[candidates[second]].InFlight ? candidates[first] : candidates[second];
    }
}
