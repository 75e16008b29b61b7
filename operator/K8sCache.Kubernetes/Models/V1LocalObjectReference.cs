namespace K8sCache.Kubernetes.Models;

/// <summary>Names an object in the same namespace.</summary>
public sealed record V1LocalObjectReference
{
    public string? Name { get; init; }
}
