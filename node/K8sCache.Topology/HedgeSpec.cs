namespace K8sCache.Topology;

/// <summary>Second tries of slow reads on another copy, as the topology document carries them.</summary>
public sealed record HedgeSpec
{
    /// <summary>Second tries, in percent of first ones, at most; more than 0, up to <see cref="TopologyLimits.MaxHedgePercent"/>.</summary>
    public double BudgetPercent { get; init; } = 2;
}
