namespace K8sCache.Topology.Placement;

/// <summary>Reads the placement as it is out of a topology's ranges: which placeable node owns which rank, and who has data besides.</summary>
internal static class CurrentTable
{
    public static PlacementTable Of(IReadOnlyList<SlotRange> ranges, IReadOnlyList<TopologyNode> placeable, int factor)
    {
        var table = new PlacementTable(placeable, Math.Min(factor, placeable.Count));
        var indexByName = placeable.Select((node, index) => (node.Name, index))
            .ToDictionary(pair => pair.Name, pair => pair.index, StringComparer.Ordinal);
        foreach (var range in ranges)
        {
            for (var slot = range.From; slot <= range.To; slot++)
            {
                if (range.Target.Count > 0)
                    ReadTarget(table, slot, range, indexByName);
                else
                    ReadCopies(table, slot, range.Copies, indexByName);
            }
        }

        return table;
    }

    private static void ReadTarget(PlacementTable table, int slot, SlotRange range, Dictionary<string, int> indexByName)
    {
        for (var rank = 0; rank < Math.Min(range.Target.Count, table.Ranks); rank++)
        {
            if (indexByName.TryGetValue(range.Target[rank], out var node))
                table.SetOwner(slot, rank, node);
        }

        foreach (var copy in range.Copies)
        {
            if (copy.State != CopyState.Leaving && indexByName.TryGetValue(copy.Node, out var node)
                && table.RankOf(slot, node) == PlacementTable.None)
                table.AddExtra(slot, node);
        }
    }

    private static void ReadCopies(
        PlacementTable table, int slot, IReadOnlyList<SlotCopy> copies, Dictionary<string, int> indexByName)
    {
        var rank = 0;
        foreach (var copy in copies)
        {
            if (copy.State == CopyState.Leaving)
                continue;
            var known = indexByName.TryGetValue(copy.Node, out var node);
            // A node that is to go leaves a hole at its rank, so that the others keep theirs.
            if (rank < table.Ranks && known)
                table.SetOwner(slot, rank, node);
            else if (known)
                table.AddExtra(slot, node);
            rank++;
        }
    }
}
