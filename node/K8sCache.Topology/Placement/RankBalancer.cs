namespace K8sCache.Topology.Placement;

/// <summary>
/// Moves slots of one rank from nodes over their quota to nodes under it, cheapest first: ranks exchanged within a slot
/// and slots whose data the receiver has already, then slots that keep partners spread, then any. Where a receiver may
/// take none of a donor's slots, earlier choices are revised (<see cref="RankExchange"/>), and what is left then goes
/// through a third node, a bounded number of times.
/// </summary>
internal sealed class RankBalancer(PlacementTable table, int rank, int[] quota, PairCounts pairs)
{
    private enum Way
    {
        FreeSwap,
        HasData,
        SpreadsPartners,
        Any,
        Swap,
    }

    public void Balance()
    {
        var receivers = Enumerable.Range(0, table.Nodes.Count)
            .Where(node => Missing(node) > 0)
            .OrderByDescending(Missing)
            .ThenByDescending(node => RendezvousHash.Weight(rank, table.NameHashes[node]))
            .ToList();
        foreach (var way in Enum.GetValues<Way>())
        {
            foreach (var receiver in receivers)
                Receive(receiver, way);
        }

        foreach (var receiver in receivers)
            new RankExchange(table, rank, quota, receiver).Run();

        var relays = table.Nodes.Count + 64;
        foreach (var receiver in receivers)
        {
            while (Missing(receiver) > 0 && relays-- > 0 && Relay(receiver))
            {
            }
        }
    }

    private int Missing(int node) => quota[node] - table.Count(rank, node);

    private void Receive(int receiver, Way way)
    {
        // From the end, so that what a donor keeps stays one range.
        for (var slot = HashSlot.Count - 1; slot >= 0 && Missing(receiver) > 0; slot--)
        {
            var donor = table.Owner(slot, rank);
            if (Missing(donor) < 0 && MayReceive(slot, donor, receiver, way))
                Take(slot, receiver);
        }
    }

    private bool MayReceive(int slot, int donor, int receiver, Way way) => way switch
    {
        Way.FreeSwap => MaySwap(slot, receiver) && IsSwapFree(donor, receiver, table.RankOf(slot, receiver)),
        Way.Swap => MaySwap(slot, receiver),
        Way.HasData => MayTake(slot, donor, receiver) && (table.IsExtra(slot, receiver) || table.HasHoleAfter(slot, rank)),
        Way.SpreadsPartners => MayTake(slot, donor, receiver) && pairs.HasRoom(slot, receiver),
        Way.Any => MayTake(slot, donor, receiver),
    };

    private bool MaySwap(int slot, int receiver) => table.RankOf(slot, receiver) > rank;

    // The other rank must not get worse by it.
    private bool IsSwapFree(int donor, int receiver, int otherRank)
    {
        var mean = HashSlot.Count / table.Nodes.Count;
        return table.Count(otherRank, receiver) > mean && table.Count(otherRank, donor) <= mean;
    }

    private bool MayTake(int slot, int donor, int receiver) =>
        table.RankOf(slot, receiver) == PlacementTable.None
        && (table.ZoneFits(slot, rank, receiver) || !table.ZoneFits(slot, rank, donor));

    private void Take(int slot, int receiver)
    {
        pairs.Add(slot, -1);
        var other = table.RankOf(slot, receiver);
        if (other == PlacementTable.None)
            table.Give(slot, rank, receiver);
        else
            table.Swap(slot, rank, other);
        pairs.Add(slot, 1);
    }

    // Donor's slot to a third node, and one of the third node's slots to the receiver.
    private bool Relay(int receiver)
    {
        var slotFrom = new int[table.Nodes.Count];
        Array.Fill(slotFrom, PlacementTable.None);
        for (var slot = HashSlot.Count - 1; slot >= 0; slot--)
        {
            var owner = table.Owner(slot, rank);
            if (slotFrom[owner] == PlacementTable.None && owner != receiver && MayTake(slot, owner, receiver))
                slotFrom[owner] = slot;
        }

        for (var slot = HashSlot.Count - 1; slot >= 0; slot--)
        {
            var donor = table.Owner(slot, rank);
            if (Missing(donor) >= 0)
                continue;
            for (var third = 0; third < table.Nodes.Count; third++)
            {
                if (third == donor || slotFrom[third] == PlacementTable.None || !MayTake(slot, donor, third))
                    continue;
                Take(slot, third);
                Take(slotFrom[third], receiver);
                return true;
            }
        }

        return false;
    }
}
