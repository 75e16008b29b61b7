namespace K8sCache.Kubernetes.Models;

/// <summary>How far a <see cref="V1Deployment"/> has come.</summary>
public sealed record V1DeploymentStatus
{
    public long? ObservedGeneration { get; init; }
    public int? Replicas { get; init; }
    public int? UpdatedReplicas { get; init; }
    public int? ReadyReplicas { get; init; }
    public int? AvailableReplicas { get; init; }
}
