namespace K8sCache.Kubernetes.Models;

/// <summary>One aspect of a pod's state.</summary>
public sealed record V1PodCondition
{
    public DateTimeOffset? LastTransitionTime { get; init; }
    public string? Message { get; init; }
    public string? Reason { get; init; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public required string Status { get; init; }

    public required string Type { get; init; }
}
