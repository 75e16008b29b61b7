namespace K8sCache.LocalCluster.Kubelet;

/// <summary>What of a container's log is asked for: the parameters of <c>GET pods/NAME/log</c>.</summary>
public sealed record LogQuery
{
    /// <summary>The container; may be left out for a pod of one container.</summary>
    public string? Container { get; init; }

    public bool Follow { get; init; }

    /// <summary>The run before the current one.</summary>
    public bool Previous { get; init; }

    public bool Timestamps { get; init; }

    /// <summary>Only the last lines; null for all.</summary>
    public int? TailLines { get; init; }

    /// <summary>Only lines of this time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>At most so many bytes; null for no limit.</summary>
    public long? LimitBytes { get; init; }
}
