namespace K8sCache.Topology;

/// <summary>How many copies a slot has and when a write is answered.</summary>
public sealed record ReplicationSpec
{
    /// <summary>Wanted copies a slot, 1 to <see cref="TopologyLimits.MaxNodes"/>; fewer nodes than this hold all they can.</summary>
    public int Factor { get; init; } = 1;

    public AcknowledgeMode Acknowledge { get; init; } = AcknowledgeMode.All;
}
