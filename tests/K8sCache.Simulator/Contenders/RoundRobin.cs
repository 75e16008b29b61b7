using K8sCache.Topology;
using K8sCache.Topology.Scheduling;

namespace K8sCache.Simulator.Contenders;

/// <summary>Each router in turn over whatever copies a request has.</summary>
internal sealed class RoundRobin : IScheduler
{
    private readonly Dictionary<ClusterSignals, int> _turns = [];

    public SchedulerType Type => SchedulerType.Random;

    public int Pick(ReadOnlySpan<int> candidates, ClusterSignals signals, double now, Random random)
    {
        var turn = _turns[signals] = _turns.GetValueOrDefault(signals) + 1;
        return candidates[turn % candidates.Length];
    }
}
