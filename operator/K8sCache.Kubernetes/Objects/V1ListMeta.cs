namespace K8sCache.Kubernetes.Objects;

/// <summary>Metadata of a list: its version and, where it is a page, how to go on.</summary>
public sealed record V1ListMeta
{
    /// <summary>Version the list was taken at: where a watch goes on from.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Opaque token of the next page; empty on the last one.</summary>
    public string? Continue { get; init; }

    public long? RemainingItemCount { get; init; }
}
