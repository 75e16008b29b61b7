namespace K8sCache.Topology;

/// <summary>
/// What every process knows about the cache: nodes, slots and their copies, scheduler. Immutable; only ever
/// replaced whole, by one with a higher epoch. A document made by <see cref="Json.TopologyJson"/> is valid:
/// names and addresses are unique, every slot has copies or no slot has (then <see cref="Placement.SlotSpread"/> gives them).
/// </summary>
public sealed record TopologyDocument
{
    /// <summary>1 or more; only ever grows.</summary>
    public required long Epoch { get; init; }

    public SchedulerSpec Scheduler { get; init; } = new();

    public ReplicationSpec Replication { get; init; } = new();

    public required IReadOnlyList<TopologyNode> Nodes { get; init; }

    /// <summary>Ascending ranges that cover every slot, or none at all: spread evenly over the nodes.</summary>
    public IReadOnlyList<SlotRange> Slots { get; init; } = [];

    public bool Equals(TopologyDocument? other) =>
        other is not null && Epoch == other.Epoch && SameContent(other);

    public override int GetHashCode() => HashCode.Combine(Epoch, Nodes.Count, Slots.Count);

    /// <summary>Equality but for the epoch: whether going from one to the other would change anything.</summary>
    public bool SameContent(TopologyDocument other) =>
        Scheduler.Equals(other.Scheduler) && Replication.Equals(other.Replication)
        && Nodes.SequenceEqual(other.Nodes) && Slots.SequenceEqual(other.Slots);
}
