namespace K8sCache.Operator.Observe;

/// <summary>What a router says of itself at <c>/status</c>; only what the operator acts on.</summary>
public sealed record RouterReport
{
    /// <summary>Topology it has; 0 when it has none.</summary>
    public long Epoch { get; init; }

    public bool Ready { get; init; }
}
