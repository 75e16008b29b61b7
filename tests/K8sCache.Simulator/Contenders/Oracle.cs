using K8sCache.Topology;
using K8sCache.Topology.Scheduling;

namespace K8sCache.Simulator.Contenders;

/// <summary>Least true waiting: queue over workers, times how slow the node is at this moment.</summary>
internal sealed class Oracle(SimulatedWorld world) : IScheduler
{
    public SchedulerType Type => SchedulerType.Adaptive;

    public int Pick(ReadOnlySpan<int> candidates, ClusterSignals signals, double now, Random random)
    {
        var start = random.Next(candidates.Length);
        var (best, least) = (candidates[start], double.PositiveInfinity);
        for (var step = 0; step < candidates.Length; step++)
        {
            var index = candidates[(start + step) % candidates.Length];
            var node = world.Nodes[index];
            var cost = Math.Max(1, (node.InFlight + 1.0) / world.Scenario.Workers)
                * node.Slowness(world.Scenario, index == 0, now / Model.Simulation.Unit);
            if (cost < least)
                (best, least) = (index, cost);
        }

        return best;
    }
}
