namespace K8sCache.Operator.Observe;

/// <summary>What a router says of itself at <c>/status</c>; only what the operator acts on.</summary>
public sealed record RouterReport
{
    /// <summary>As <see cref="NodeReport.Refused"/>: whatever it goes by, it is not known to be the newest.</summary>
    public static RouterReport Refused { get; } = new();

    public bool IsRefused => ReferenceEquals(this, Refused);

    /// <summary>Topology it has; 0 when it has none.</summary>
    public long Epoch { get; init; }

    public bool Ready { get; init; }
}
