using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Models;

/// <summary>How many pods a voluntary disruption, such as a drain, may take at a time.</summary>
[KubernetesEntity(Group = "policy", ApiVersion = "v1", Kind = "PodDisruptionBudget", PluralName = "poddisruptionbudgets")]
public sealed record V1PodDisruptionBudget : KubernetesObject
{
    public V1PodDisruptionBudgetSpec? Spec { get; init; }
}
