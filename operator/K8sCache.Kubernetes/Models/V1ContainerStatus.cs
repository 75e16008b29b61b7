namespace K8sCache.Kubernetes.Models;

/// <summary>What is known of a running container.</summary>
public sealed record V1ContainerStatus
{
    /// <summary>Changes with every restart.</summary>
    public string? ContainerID { get; init; }

    public string? Image { get; init; }
    public required string Name { get; init; }
    public bool? Ready { get; init; }
    public int? RestartCount { get; init; }
    public bool? Started { get; init; }
    public V1ContainerState? State { get; init; }
}
