namespace K8sCache.Simulator.Model;

/// <summary>A read, drawn before the run from a stream of its own, so that every scheduler sees the same.</summary>
internal readonly record struct Request(double Arrival, int Router, int Key, double Demand);
