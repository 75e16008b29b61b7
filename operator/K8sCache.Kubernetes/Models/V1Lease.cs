using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Models;

/// <summary>A lock with a term that its holder renews.</summary>
[KubernetesEntity(Group = "coordination.k8s.io", ApiVersion = "v1", Kind = "Lease", PluralName = "leases")]
public sealed record V1Lease : KubernetesObject, ISpec<V1LeaseSpec>
{
    public V1LeaseSpec Spec { get; init; } = new();
}
