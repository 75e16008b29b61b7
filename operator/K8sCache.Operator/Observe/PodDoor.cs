namespace K8sCache.Operator.Observe;

/// <summary>A pod's admin port, and what opens it.</summary>
/// <param name="Ip">Of the pod.</param>
/// <param name="Token">The internal identity of its cluster.</param>
public readonly record struct PodDoor(string Ip, string Token);
