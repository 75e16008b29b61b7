using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Models;

/// <summary>Containers that run together under one address.</summary>
[KubernetesEntity(ApiVersion = "v1", Kind = "Pod", PluralName = "pods")]
public sealed record V1Pod : KubernetesObject, IStatus<V1PodStatus>
{
    public V1PodSpec? Spec { get; init; }
    public V1PodStatus? Status { get; init; }
}
