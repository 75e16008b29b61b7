namespace K8sCache.Kubernetes.Models;

/// <summary>Picks objects by their labels.</summary>
public sealed record V1LabelSelector
{
    public IReadOnlyList<V1LabelSelectorRequirement>? MatchExpressions { get; init; }
    public IReadOnlyDictionary<string, string>? MatchLabels { get; init; }
}
