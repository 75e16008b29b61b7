using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Models;

/// <summary>A pod on every Kubernetes node.</summary>
[KubernetesEntity(Group = "apps", ApiVersion = "v1", Kind = "DaemonSet", PluralName = "daemonsets")]
public sealed record V1DaemonSet : KubernetesObject, IStatus<V1DaemonSetStatus>
{
    public V1DaemonSetSpec? Spec { get; init; }
    public V1DaemonSetStatus? Status { get; init; }
}
