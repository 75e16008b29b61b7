namespace K8sCache.Kubernetes.Models;

/// <summary>A port a container listens on.</summary>
public sealed record V1ContainerPort
{
    public required int ContainerPort { get; init; }
    public string? Name { get; init; }
    public string? Protocol { get; init; }
}
