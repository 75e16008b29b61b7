namespace K8sCache.Kubernetes.Models;

/// <summary>One condition of a <see cref="V1LabelSelector"/>.</summary>
public sealed record V1LabelSelectorRequirement
{
    public required string Key { get; init; }
    public required string Operator { get; init; }
    public IReadOnlyList<string>? Values { get; init; }
}
