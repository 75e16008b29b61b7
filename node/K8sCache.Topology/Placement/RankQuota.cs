namespace K8sCache.Topology.Placement;

/// <summary>
/// How many slots each node should own at one rank: the floor or the ceiling of the mean, the ceiling to the nodes that
/// already own most, so that rounding alone moves nothing.
/// </summary>
internal static class RankQuota
{
    public static int[] Of(PlacementTable table, int rank)
    {
        var nodeCount = table.Nodes.Count;
        var quota = new int[nodeCount];
        Array.Fill(quota, HashSlot.Count / nodeCount);
        var byCount = Enumerable.Range(0, nodeCount)
            .OrderByDescending(node => table.Count(rank, node))
            .ThenByDescending(node => RendezvousHash.Weight(rank, table.NameHashes[node]));
        foreach (var node in byCount.Take(HashSlot.Count % nodeCount))
            quota[node]++;
        return quota;
    }
}
