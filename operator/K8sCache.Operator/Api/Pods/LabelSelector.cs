namespace K8sCache.Operator.Api.Pods;

/// <summary>Picks objects by their labels.</summary>
public sealed record LabelSelector
{
    public IReadOnlyList<LabelSelectorRequirement>? MatchExpressions { get; init; }
    public IReadOnlyDictionary<string, string>? MatchLabels { get; init; }
}
