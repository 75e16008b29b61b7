using K8sCache.Topology;
using K8sCache.Topology.Scheduling;

namespace K8sCache.Simulator.Contenders;

/// <summary>Two at random, the one with fewer own requests in flight.</summary>
internal sealed class PowerOfTwoChoices : IScheduler
{
    public SchedulerType Type => SchedulerType.Random;

    public int Pick(ReadOnlySpan<int> candidates, ClusterSignals signals, double now, Random random)
    {
        if (candidates.Length == 1)
            return candidates[0];
        var first = random.Next(candidates.Length);
        var second = (first + 1 + random.Next(candidates.Length - 1)) % candidates.Length;
        return signals[candidates[first]].InFlight <= signals[candidates[second]].InFlight ? candidates[first] : candidates[second];
    }
}
