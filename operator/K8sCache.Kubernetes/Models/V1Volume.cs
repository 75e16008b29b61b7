namespace K8sCache.Kubernetes.Models;

/// <summary>Files a pod's containers can mount.</summary>
public sealed record V1Volume
{
    public V1ConfigMapVolumeSource? ConfigMap { get; init; }
    public V1EmptyDirVolumeSource? EmptyDir { get; init; }
    public required string Name { get; init; }
    public V1SecretVolumeSource? Secret { get; init; }
}
