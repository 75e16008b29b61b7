namespace K8sCache.Kubernetes.Client;

/// <summary>Which objects to list, and of what age.</summary>
public sealed record ListOptions
{
    public const int DefaultPageSize = 500;

    public string? LabelSelector { get; init; }
    public string? FieldSelector { get; init; }

    /// <summary>Most objects on a page; 0: all on one.</summary>
    public int Limit { get; init; } = DefaultPageSize;

    /// <summary><see cref="k8s.Models.V1ListMeta.ContinueProperty"/> of the page before.</summary>
    public string? Continue { get; init; }

    /// <summary>Null: as of now. <c>0</c>: whatever the server has at hand.</summary>
    public string? ResourceVersion { get; init; }

    internal string ToQuery() => new QueryBuilder()
        .Add("labelSelector", LabelSelector)
        .Add("fieldSelector", FieldSelector)
        .Add("limit", Limit > 0 ? Limit : null)
        .Add("continue", Continue)
        // A continue token already holds the version its list was taken at; the server refuses both together.
        .Add("resourceVersion", string.IsNullOrEmpty(Continue) ? ResourceVersion : null)
        .ToString();
}
