using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Models;

/// <summary>The limit of a <see cref="V1PodDisruptionBudget"/>.</summary>
public sealed record V1PodDisruptionBudgetSpec
{
    public IntOrString? MaxUnavailable { get; init; }
    public IntOrString? MinAvailable { get; init; }
    public V1LabelSelector? Selector { get; init; }

    /// <summary><c>AlwaysAllow</c>: a pod that is not ready anyway may always be evicted.</summary>
    public string? UnhealthyPodEvictionPolicy { get; init; }
}
