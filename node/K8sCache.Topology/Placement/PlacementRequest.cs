namespace K8sCache.Topology.Placement;

/// <summary>What the planner should work towards, and what was observed of the nodes.</summary>
public sealed record PlacementRequest
{
    /// <summary>
    /// Nodes to place copies on. <see cref="NodeState.Up"/> nodes get slots; a <see cref="NodeState.Down"/> one loses its
    /// copies where others have the data, and gets its share back once it is up; a <see cref="NodeState.Leaving"/> one
    /// hands its copies over and should be listed until <see cref="PlacementPlanner.HoldsCopies"/> says it has none.
    /// A node not listed is gone for good: what only it had is lost.
    /// </summary>
    public required IReadOnlyList<TopologyNode> Nodes { get; init; }

    public ReplicationSpec Replication { get; init; } = new();

    public SchedulerSpec Scheduler { get; init; } = new();

    /// <summary>By node name: slots it holds as Filling and reports complete, in the current epoch.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<SlotSpan>> Filled { get; init; } =
        new Dictionary<string, IReadOnlyList<SlotSpan>>();
}
