using K8sCache.Topology.Scheduling;
using K8sCache.Topology.Scheduling.Hedging;
using K8sCache.Topology.Scheduling.HotKeys;

namespace K8sCache.Simulator.Model;

/// <summary>What one router knows; nothing of it is shared.</summary>
internal sealed class SimulatedRouter(ClusterSignals signals, Random random, int zone, HedgePolicy? hedging, HotKeySketch? hotKeys)
{
    public ClusterSignals Signals { get; } = signals;

    public Random Random { get; } = random;

    public int Zone { get; } = zone;

    public HedgePolicy? Hedging { get; } = hedging;

    public HotKeySketch? HotKeys { get; } = hotKeys;
}
