using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Models;

/// <summary>Scratch space that lives as long as the pod.</summary>
public sealed record V1EmptyDirVolumeSource
{
    public string? Medium { get; init; }
    public ResourceQuantity? SizeLimit { get; init; }
}
