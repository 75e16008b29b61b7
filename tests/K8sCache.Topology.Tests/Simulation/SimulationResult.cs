namespace K8sCache.Topology.Tests.Simulation;

/// <summary>Latencies in mean service times, of the requests that succeeded, the first tenth of the run left out.</summary>
internal sealed record SimulationResult(double P50, double P99, double Success, double BadNodeShare);
