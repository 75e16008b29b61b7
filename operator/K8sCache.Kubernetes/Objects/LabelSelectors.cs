namespace K8sCache.Kubernetes.Objects;

/// <summary>Writes label selectors in the API's query syntax.</summary>
public static class LabelSelectors
{
    /// <summary>Every label has its value: <c>a=1,b=2</c>, in ordinal order of the names.</summary>
    public static string AllOf(IEnumerable<KeyValuePair<string, string>> labels) => string.Join(
        ',',
        labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}"));
}
