namespace K8sCache.Operator.Api.Pods;

/// <summary>One condition of a <see cref="LabelSelector"/>.</summary>
public sealed record LabelSelectorRequirement
{
    public required string Key { get; init; }
    public required string Operator { get; init; }
    public IReadOnlyList<string>? Values { get; init; }
}
