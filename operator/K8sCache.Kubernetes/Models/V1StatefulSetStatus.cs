namespace K8sCache.Kubernetes.Models;

/// <summary>How far a <see cref="V1StatefulSet"/> has come.</summary>
public sealed record V1StatefulSetStatus
{
    public long? ObservedGeneration { get; init; }
    public int? Replicas { get; init; }
    public int? ReadyReplicas { get; init; }
    public int? UpdatedReplicas { get; init; }
    public string? CurrentRevision { get; init; }

    /// <summary>Revision its pods are being brought to; equal to <see cref="CurrentRevision"/> when all are.</summary>
    public string? UpdateRevision { get; init; }
}
