namespace K8sCache.Operator.Desired;

/// <summary>Labels, annotations and resource lists, put together.</summary>
internal static class Maps
{
    /// <summary>Both in ordinal order, the second one's values where they differ; null where neither has any.</summary>
    public static SortedDictionary<string, T>? Merge<T>(
        IEnumerable<KeyValuePair<string, T>>? first, IEnumerable<KeyValuePair<string, T>>? second)
    {
        var merged = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var (key, value) in (first ?? []).Concat(second ?? []))
            merged[key] = value;
        return merged.Count > 0 ? merged : null;
    }
}
