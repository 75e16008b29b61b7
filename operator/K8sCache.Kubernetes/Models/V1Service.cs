using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Models;

/// <summary>A stable address in front of pods.</summary>
[KubernetesEntity(ApiVersion = "v1", Kind = "Service", PluralName = "services")]
public sealed record V1Service : KubernetesObject, IStatus<V1ServiceStatus>
{
    public V1ServiceSpec? Spec { get; init; }
    public V1ServiceStatus? Status { get; init; }
}
