using K8sCache.Topology.Placement;

namespace K8sCache.Operator.Observe;

/// <summary>What a cache server says of itself at <c>/status</c>; only what the operator acts on.</summary>
public sealed record NodeReport
{
    /// <summary>
    /// It lives and does not know us: its copy of the identity is of before, or of another operator, and the kubelet brings the new one
    /// within a minute or two. Until then it stays what it is in the topology.
    /// </summary>
    public static NodeReport Refused { get; } = new();

    public bool IsRefused => ReferenceEquals(this, Refused);

    /// <summary>Random id of the process; another one than before means that its memory is empty.</summary>
    public string? Instance { get; init; }

    /// <summary>Topology it has; 0 when it has none.</summary>
    public long Epoch { get; init; }

    public bool Ready { get; init; }

    /// <summary>Slots it holds as Filling in that topology and has all entries of.</summary>
    public IReadOnlyList<SlotSpan> Filled { get; set; } = [];
}
