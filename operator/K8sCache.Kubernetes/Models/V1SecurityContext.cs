namespace K8sCache.Kubernetes.Models;

/// <summary>What a container's process may do.</summary>
public sealed record V1SecurityContext
{
    public bool? AllowPrivilegeEscalation { get; init; }
    public V1Capabilities? Capabilities { get; init; }
    public bool? ReadOnlyRootFilesystem { get; init; }
    public bool? RunAsNonRoot { get; init; }
}
