using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Models;

/// <summary>The pods a workload makes.</summary>
public sealed record V1PodTemplateSpec
{
    public V1ObjectMeta? Metadata { get; init; }
    public V1PodSpec? Spec { get; init; }
}
