using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Models;

/// <summary>Pods with stable names, each replaced under its own.</summary>
[KubernetesEntity(Group = "apps", ApiVersion = "v1", Kind = "StatefulSet", PluralName = "statefulsets")]
public sealed record V1StatefulSet : KubernetesObject, IStatus<V1StatefulSetStatus>
{
    public V1StatefulSetSpec? Spec { get; init; }
    public V1StatefulSetStatus? Status { get; init; }
}
