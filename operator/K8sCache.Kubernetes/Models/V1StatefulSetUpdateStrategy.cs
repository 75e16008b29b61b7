namespace K8sCache.Kubernetes.Models;

/// <summary>How a <see cref="V1StatefulSet"/> replaces its pods.</summary>
public sealed record V1StatefulSetUpdateStrategy
{
    public V1RollingUpdate? RollingUpdate { get; init; }

    /// <summary><c>RollingUpdate</c> or <c>OnDelete</c>.</summary>
    public string? Type { get; init; }
}
