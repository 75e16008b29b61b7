namespace K8sCache.Kubernetes.Models;

/// <summary>Why a container does not run, where it does not.</summary>
public sealed record V1ContainerState
{
    public V1ContainerStateReason? Terminated { get; init; }
    public V1ContainerStateReason? Waiting { get; init; }
}
