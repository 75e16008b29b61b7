namespace K8sCache.Kubernetes.Client;

/// <summary>Which changes to watch, and from when on.</summary>
public sealed record WatchOptions
{
    public string? LabelSelector { get; init; }
    public string? FieldSelector { get; init; }

    /// <summary>Changes after this version; null: first an Added for every object there is.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>
    /// Asks for <see cref="WatchEventType.Bookmark"/> events, which move the version on where nothing else changes.
    /// </summary>
    public bool AllowBookmarks { get; init; } = true;

    /// <summary>When the server is to end the stream; null: when it likes.</summary>
    public TimeSpan? Timeout { get; init; }

    internal string ToQuery() => new QueryBuilder()
        .Add("watch", "true")
        .Add("labelSelector", LabelSelector)
        .Add("fieldSelector", FieldSelector)
        .Add("resourceVersion", ResourceVersion)
        .Add("allowWatchBookmarks", AllowBookmarks ? "true" : null)
        .Add("timeoutSeconds", Timeout is { } timeout ? (int)Math.Ceiling(timeout.TotalSeconds) : null)
        .ToString();
}
