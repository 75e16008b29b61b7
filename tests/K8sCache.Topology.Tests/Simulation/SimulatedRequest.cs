namespace K8sCache.Topology.Tests.Simulation;

/// <summary>Drawn before the run, so that every scheduler sees the same requests.</summary>
internal sealed record SimulatedRequest(double Arrival, int Router, int[] Copies, double Demand);
