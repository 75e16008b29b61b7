namespace K8sCache.Topology.Placement;

/// <summary>
/// The placement of slots that nobody holds yet: even for every rank, zones first, all copies in sync (there is nothing
/// to fill). Deterministic: every process that reads a document of nodes alone gets the same.
/// </summary>
public static class SlotSpread
{
    public static IReadOnlyList<SlotRange> Spread(TopologyDocument document) =>
        Spread(document.Nodes, document.Replication.Factor);

    /// <summary>The placement of a new cluster: over the nodes that are up, of which there is at least one.</summary>
    internal static IReadOnlyList<SlotRange> First(PlacementRequest request) =>
        Spread([.. request.Nodes.Where(node => node.State == NodeState.Up)], request.Replication.Factor);

    private static IReadOnlyList<SlotRange> Spread(IReadOnlyList<TopologyNode> nodes, int factor)
    {
        var sorted = nodes.OrderBy(node => node.Name, StringComparer.Ordinal).ToList();
        var table = new PlacementTable(sorted, Math.Min(factor, sorted.Count));
        TargetTable.Build(table);
        var builder = new SlotRangeBuilder();
        var plan = new SlotPlan([], []);
        for (var slot = 0; slot < HashSlot.Count; slot++)
        {
            if (slot == 0 || !table.Owners(slot).SequenceEqual(table.Owners(slot - 1)))
                plan = new SlotPlan([.. table.Owners(slot).ToArray().Select(node => new SlotCopy(sorted[node].Name, CopyState.InSync))], []);
            builder.Add(slot, plan);
        }

        return builder.Build();
    }
}
