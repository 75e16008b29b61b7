namespace K8sCache.Kubernetes.Client;

/// <summary>How a write is to be taken.</summary>
public sealed record WriteOptions
{
    /// <summary>Who the written fields are noted for in <c>managedFields</c>; null: the user agent's name.</summary>
    public string? FieldManager { get; init; }

    /// <summary>Everything is checked and answered, nothing stored.</summary>
    public bool DryRun { get; init; }

    internal string ToQuery() => new QueryBuilder()
        .Add("fieldManager", FieldManager)
        .Add("dryRun", DryRun ? "All" : null)
        .ToString();
}
