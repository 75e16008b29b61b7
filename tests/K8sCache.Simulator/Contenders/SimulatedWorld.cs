using K8sCache.Simulator.Model;

namespace K8sCache.Simulator.Contenders;

/// <summary>What a contender may see when it is made; only the oracle looks at the nodes.</summary>
public sealed record SimulatedWorld(Scenario Scenario, SimulatedNode[] Nodes);
