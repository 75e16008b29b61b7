namespace K8sCache.Kubernetes.Models;

/// <summary>What a <see cref="V1StatefulSet"/> keeps running.</summary>
public sealed record V1StatefulSetSpec
{
    /// <summary><c>OrderedReady</c> or <c>Parallel</c>.</summary>
    public string? PodManagementPolicy { get; init; }

    public int? Replicas { get; init; }
    public int? RevisionHistoryLimit { get; init; }
    public V1LabelSelector? Selector { get; init; }

    /// <summary>The headless Service that gives its pods their DNS names.</summary>
    public string? ServiceName { get; init; }

    public V1PodTemplateSpec? Template { get; init; }
    public V1StatefulSetUpdateStrategy? UpdateStrategy { get; init; }
}
