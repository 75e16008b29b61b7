namespace K8sCache.Kubernetes.Models;

/// <summary>What a <see cref="V1Deployment"/> keeps running.</summary>
public sealed record V1DeploymentSpec
{
    public int? Replicas { get; init; }
    public int? RevisionHistoryLimit { get; init; }
    public V1LabelSelector? Selector { get; init; }
    public V1DeploymentStrategy? Strategy { get; init; }
    public V1PodTemplateSpec? Template { get; init; }
}
