namespace K8sCache.Kubernetes.Models;

/// <summary>A ConfigMap's members as files.</summary>
public sealed record V1ConfigMapVolumeSource
{
    public IReadOnlyList<V1KeyToPath>? Items { get; init; }
    public string? Name { get; init; }

    /// <summary>Lets the pod start before the ConfigMap exists.</summary>
    public bool? Optional { get; init; }
}
