namespace K8sCache.Kubernetes.Models;

/// <summary>A field of the pod itself.</summary>
public sealed record V1ObjectFieldSelector
{
    public string? ApiVersion { get; init; }
    public required string FieldPath { get; init; }
}
