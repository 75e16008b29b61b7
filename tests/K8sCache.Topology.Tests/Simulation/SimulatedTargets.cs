using K8sCache.Simulator;
using K8sCache.Simulator.Reporting;

namespace K8sCache.Topology.Tests.Simulation;

/// <summary>Runs what the targets need once for all tests: one seed, three copies; `make sim` runs more.</summary>
public sealed class SimulatedTargets
{
    private const int Seed = 101;

    public SimulatedTargets() => Runner.Prepare(All.SelectMany(target => target.Needs));

    public static IReadOnlyList<Target> All { get; } = [.. Targets.Of(copies: 3)];

    public Runner Runner { get; } = new(Seed, seeds: 1, scale: 1);
}
