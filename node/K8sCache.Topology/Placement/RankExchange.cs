namespace K8sCache.Topology.Placement;

/// <summary>
/// Revises a receiver's choices at earlier ranks: in all slots a donor could give it at this rank, the receiver may
/// already own another. Then the earlier rank goes back to whom it was taken from, who gives another slot instead,
/// and the donor's slot is free to take. Nothing moves between other nodes.
/// </summary>
internal sealed class RankExchange(PlacementTable table, int rank, int[] quota, int receiver)
{
    // By earlier rank and owner: slots the receiver could take there, used up from the end.
    private readonly Dictionary<(int Rank, int Owner), Stack<int>> _alternatives = [];

    public void Run()
    {
        if (Missing(receiver) <= 0)
            return;
        for (var earlier = 0; earlier < rank; earlier++)
            Collect(earlier);
        for (var slot = HashSlot.Count - 1; slot >= 0 && Missing(receiver) > 0; slot--)
        {
            var earlier = table.RankOf(slot, receiver);
            if (Missing(table.Owner(slot, rank)) < 0 && earlier != PlacementTable.None && earlier < rank && Revise(slot, earlier))
                table.Give(slot, rank, receiver);
        }
    }

    private int Missing(int node) => quota[node] - table.Count(rank, node);

    private void Collect(int earlier)
    {
        for (var slot = 0; slot < HashSlot.Count; slot++)
        {
            if (table.RankOf(slot, receiver) != PlacementTable.None || !table.ZoneFits(slot, earlier, receiver))
                continue;
            var key = (earlier, table.Owner(slot, earlier));
            if (!_alternatives.TryGetValue(key, out var slots))
                _alternatives.Add(key, slots = new Stack<int>());
            slots.Push(slot);
        }
    }

    private bool Revise(int slot, int earlier)
    {
        foreach (var before in table.Extras(slot))
        {
            // Extras are who had a rank once; some have got another since. In the end it stands in for the donor.
            if (table.RankOf(slot, before) != PlacementTable.None || !table.ZoneFits(slot, rank, before)
                || !_alternatives.TryGetValue((earlier, before), out var slots))
                continue;
            while (slots.TryPop(out var other))
            {
                // The table has changed since the slots were collected.
                if (table.Owner(other, earlier) != before || table.RankOf(other, receiver) != PlacementTable.None)
                    continue;
                table.Give(other, earlier, receiver);
                table.Return(slot, earlier, before);
                return true;
            }
        }

        return false;
    }
}
