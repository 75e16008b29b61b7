namespace K8sCache.Kubernetes.Client;

/// <summary>Server-side apply: for whom, and whether to take fields others own.</summary>
public sealed record ApplyOptions
{
    public required string FieldManager { get; init; }

    /// <summary>Takes over fields owned by others; without it they are a 409 conflict that names them.</summary>
    public bool Force { get; init; } = true;

    public bool DryRun { get; init; }

    internal string ToQuery() => new QueryBuilder()
        .Add("fieldManager", FieldManager)
        .Add("force", Force ? "true" : null)
        .Add("dryRun", DryRun ? "All" : null)
        .ToString();
}
