namespace K8sCache.Kubernetes.Models;

/// <summary>A Secret's members as files.</summary>
public sealed record V1SecretVolumeSource
{
    public int? DefaultMode { get; init; }
    public IReadOnlyList<V1KeyToPath>? Items { get; init; }
    public bool? Optional { get; init; }
    public string? SecretName { get; init; }
}
