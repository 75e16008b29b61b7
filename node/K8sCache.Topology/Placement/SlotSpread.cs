namespace K8sCache.Topology.Placement;

/// <summary>Gives slots to the nodes of a document that names only nodes. Deterministic: every process that reads it gets the same.</summary>
public static class SlotSpread
{
    public static IReadOnlyList<SlotRange> Spread(TopologyDocument document)
    {
        var nodes = document.Nodes;
        var copies = Math.Min(document.Replication.Factor, nodes.Count);
        var ranges = new List<SlotRange>(nodes.Count);
        for (var index = 0; index < nodes.Count; index++)
        {
            ranges.Add(new SlotRange
            {
                From = index * HashSlot.Count / nodes.Count,
                To = ((index + 1) * HashSlot.Count / nodes.Count) - 1,
                Copies = [.. Enumerable.Range(index, copies)
                    .Select(i => new SlotCopy(nodes[i % nodes.Count].Name, CopyState.InSync))],
            });
        }

        return ranges;
    }
}
