namespace K8sCache.Kubernetes.Models;

/// <summary>What is known of a running pod.</summary>
public sealed record V1PodStatus
{
    public IReadOnlyList<V1PodCondition>? Conditions { get; init; }
    public IReadOnlyList<V1ContainerStatus>? ContainerStatuses { get; init; }
    public string? HostIP { get; init; }

    /// <summary><c>Pending</c>, <c>Running</c>, <c>Succeeded</c>, <c>Failed</c> or <c>Unknown</c>.</summary>
    public string? Phase { get; init; }

    public string? PodIP { get; init; }
    public string? Reason { get; init; }
}
