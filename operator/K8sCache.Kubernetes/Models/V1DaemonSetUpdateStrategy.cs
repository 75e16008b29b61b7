namespace K8sCache.Kubernetes.Models;

/// <summary>How a <see cref="V1DaemonSet"/> replaces its pods.</summary>
public sealed record V1DaemonSetUpdateStrategy
{
    public V1RollingUpdate? RollingUpdate { get; init; }
    public string? Type { get; init; }
}
