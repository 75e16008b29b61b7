namespace K8sCache.Kubernetes.Models;

/// <summary>How a <see cref="V1Deployment"/> replaces its pods.</summary>
public sealed record V1DeploymentStrategy
{
    public V1RollingUpdate? RollingUpdate { get; init; }
    public string? Type { get; init; }
}
