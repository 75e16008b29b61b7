using K8sCache.Topology;
using K8sCache.Topology.Scheduling;

namespace K8sCache.Simulator.Contenders;

/// <summary>Fewest requests in flight as last reported, used bare.</summary>
internal sealed class LeastReportedInFlight : IScheduler
{
    public SchedulerType Type => SchedulerType.LeastLoad;

    public int Pick(ReadOnlySpan<int> candidates, ClusterSignals signals, double now, Random random)
    {
        var start = random.Next(candidates.Length);
        var best = candidates[start];
        for (var step = 1; step < candidates.Length; step++)
        {
            var node = candidates[(start + step) % candidates.Length];
            if (signals[node].ReportedInFlight < signals[best].ReportedInFlight)
                best = node;
        }

        return best;
    }
}
