namespace K8sCache.Kubernetes.Models;

/// <summary>Why a container waits or ended.</summary>
public sealed record V1ContainerStateReason
{
    public int? ExitCode { get; init; }
    public string? Message { get; init; }

    /// <summary><c>CrashLoopBackOff</c>, <c>ImagePullBackOff</c>, <c>OOMKilled</c>, …</summary>
    public string? Reason { get; init; }
}
