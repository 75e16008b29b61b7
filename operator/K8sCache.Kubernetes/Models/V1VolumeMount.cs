namespace K8sCache.Kubernetes.Models;

/// <summary>Where a container sees a volume.</summary>
public sealed record V1VolumeMount
{
    public required string MountPath { get; init; }
    public required string Name { get; init; }
    public bool? ReadOnly { get; init; }
}
