namespace K8sCache.LocalCluster.Api.Selectors;

/// <summary>A parsed labelSelector: all requirements must hold.</summary>
public sealed class LabelSelector(IReadOnlyList<LabelRequirement> requirements)
{
    public static LabelSelector Everything { get; } = new([]);

    public bool IsEmpty => Requirements.Count == 0;

    public IReadOnlyList<LabelRequirement> Requirements { get; } = requirements;

    /// <exception cref="ApiException">400 with apimachinery's parse error.</exception>
    public static LabelSelector Parse(string? text) =>
        string.IsNullOrWhiteSpace(text) ? Everything : new LabelSelectorParser(text).Parse();

    public bool Matches(IReadOnlyDictionary<string, string> labels) => Requirements.All(r => r.Matches(labels));
}
