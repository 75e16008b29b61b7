namespace K8sCache.Kubernetes.Models;

/// <summary>What a pod's processes may do.</summary>
public sealed record V1PodSecurityContext
{
    public long? FsGroup { get; init; }
    public long? RunAsGroup { get; init; }
    public bool? RunAsNonRoot { get; init; }
    public long? RunAsUser { get; init; }
    public V1SeccompProfile? SeccompProfile { get; init; }
}
