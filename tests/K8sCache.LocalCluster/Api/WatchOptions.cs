namespace K8sCache.LocalCluster.Api;

/// <summary>What to watch, from when.</summary>
public sealed record WatchOptions
{
    /// <summary>Null for all namespaces.</summary>
    public string? Namespace { get; init; }

    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    /// <summary>Changes after this version; null: an ADDED for each object there is now, then changes.</summary>
    public long? ResourceVersion { get; init; }
}
