namespace K8sCache.Topology.Placement;

/// <summary>
/// The placement to aim for: a min-move table for each rank. Owners stay while they are within their quota, what is
/// missing or too much goes to the emptiest nodes; copies of a slot spread over zones first, then over nodes
/// (so nodes of a zone with few of them hold more). Neighbouring slots go to the same node where nothing is lost by it:
/// a document of few ranges fits a ConfigMap. Pure and deterministic.
/// </summary>
internal static class TargetTable
{
    /// <summary>Completes and balances the table, whose owners are the placement as it is.</summary>
    public static void Build(PlacementTable table)
    {
        for (var rank = table.Ranks - 1; rank > 0; rank--)
            VacateWhereZonesCollide(table, rank);
        for (var rank = 0; rank < table.Ranks; rank++)
        {
            var quota = RankQuota.Of(table, rank);
            var pairs = new PairCounts(table, rank);
            FillHoles(table, rank, quota, pairs);
            new RankBalancer(table, rank, quota, pairs).Balance();
        }
    }

    // Two copies in one zone while a node of a free zone could take one: that copy's rank is given anew.
    private static void VacateWhereZonesCollide(PlacementTable table, int rank)
    {
        for (var slot = 0; slot < HashSlot.Count; slot++)
        {
            var owner = table.Owner(slot, rank);
            if (owner == PlacementTable.None || table.ZoneFits(slot, rank, owner))
                continue;
            for (var node = 0; node < table.Nodes.Count; node++)
            {
                if (table.RankOf(slot, node) != PlacementTable.None || !table.ZoneFits(slot, rank, node))
                    continue;
                table.Give(slot, rank, PlacementTable.None);
                break;
            }
        }
    }

    private static void FillHoles(PlacementTable table, int rank, int[] quota, PairCounts pairs)
    {
        var previous = PlacementTable.None;
        for (var slot = 0; slot < HashSlot.Count; slot++)
        {
            if (table.Owner(slot, rank) != PlacementTable.None)
                continue;
            var best = PlacementTable.None;
            var bestScore = default(Score);
            for (var node = 0; node < table.Nodes.Count; node++)
            {
                var score = ScoreOf(table, slot, rank, node, quota, pairs, previous);
                if (score.Placeable && (best == PlacementTable.None || score.CompareTo(bestScore) > 0))
                    (best, bestScore) = (node, score);
            }

            var later = table.RankOf(slot, best);
            if (later != PlacementTable.None)
                table.SetOwner(slot, later, PlacementTable.None);
            table.SetOwner(slot, rank, best);
            pairs.Add(slot, 1);
            previous = best;
        }
    }

    private static Score ScoreOf(
        PlacementTable table, int slot, int rank, int node, int[] quota, PairCounts pairs, int previous)
    {
        var owned = table.RankOf(slot, node);
        var left = quota[node] - table.Count(rank, node);
        return new Score(
            Placeable: owned == PlacementTable.None || owned > rank,
            Flags: (owned == PlacementTable.None ? 32 : 0)
                | (table.ZoneFits(slot, rank, node) ? 16 : 0)
                | (left > 0 ? 8 : 0)
                | (table.IsExtra(slot, node) ? 4 : 0)
                | (pairs.HasRoom(slot, node) ? 2 : 0)
                | (node == previous ? 1 : 0),
            Left: left,
            Weight: RendezvousHash.Weight(slot, table.NameHashes[node]));
    }

    /// <summary>
    /// Preference for a node, most important first: owns no later rank of the slot, zone fits, under quota,
    /// has the data, partners spread, same as the slot before (bits of Flags); then most room; then the tie-break.
    /// </summary>
    private readonly record struct Score(bool Placeable, int Flags, int Left, ulong Weight) : IComparable<Score>
    {
        public int CompareTo(Score other)
        {
            var byFlags = Flags.CompareTo(other.Flags);
            if (byFlags != 0)
                return byFlags;
            var byLeft = Left.CompareTo(other.Left);
            return byLeft != 0 ? byLeft : Weight.CompareTo(other.Weight);
        }
    }
}
