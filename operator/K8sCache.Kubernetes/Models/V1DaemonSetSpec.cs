namespace K8sCache.Kubernetes.Models;

/// <summary>What a <see cref="V1DaemonSet"/> keeps running.</summary>
public sealed record V1DaemonSetSpec
{
    public int? RevisionHistoryLimit { get; init; }
    public V1LabelSelector? Selector { get; init; }
    public V1PodTemplateSpec? Template { get; init; }
    public V1DaemonSetUpdateStrategy? UpdateStrategy { get; init; }
}
