using K8sCache.Topology;
using K8sCache.Topology.Scheduling;

namespace K8sCache.Simulator.Contenders;

/// <summary>Fewest own requests in flight, ties at random, nothing else.</summary>
internal sealed class LeastOwnInFlight : IScheduler
{
    public SchedulerType Type => SchedulerType.LeastLoad;

    public int Pick(ReadOnlySpan<int> candidates, ClusterSignals signals, double now, Random random)
    {
        var start = random.Next(candidates.Length);
        var best = candidates[start];
        for (var step = 1; step < candidates.Length; step++)
        {
            var node = candidates[(start + step) % candidates.Length];
            if (signals[node].InFlight < signals[best].InFlight)
                best = node;
        }

        return best;
    }
}
