using K8sCache.Topology;

namespace K8sCache.Node.ClusterMode;

/// <summary>
/// A topology as clients of Redis Cluster see it. There a node is a master or one master's replica; ours may be primary
/// of some slots and a copy of others: such a one is called a master, as is one without slots.
/// </summary>
internal sealed class ClusterLayout
{
    private readonly TopologySnapshot _topology;

    public ClusterLayout(TopologySnapshot topology)
    {
        _topology = topology;
        var ranges = new List<(int From, int To, CopySet Copies)>();
        for (var slot = 0; slot < HashSlot.Count; slot++)
        {
            var copies = topology.Slots[slot];
            if (ranges.Count > 0 && ReferenceEquals(ranges[^1].Copies, copies))
                ranges[^1] = ranges[^1] with { To = slot };
            else
                ranges.Add((slot, slot, copies));
        }

        Ranges = ranges;
    }

    /// <summary>Ascending; slots of one range have the same copies.</summary>
    public IReadOnlyList<(int From, int To, CopySet Copies)> Ranges { get; }

    public IReadOnlyList<TopologyNode> Nodes => _topology.Document.Nodes;

    public long Epoch => _topology.Epoch;

    /// <summary>Index of the node that a node without slots of its own is a replica of; -1 for masters.</summary>
    public int MasterOf(int node)
    {
        var master = -1;
        foreach (var (_, _, copies) in Ranges)
        {
            if (copies.Primary == node)
                return -1;
            if (master < 0 && copies.PositionOf(node) > 0)
                master = copies.Primary;
        }

        return master;
    }

    /// <summary>Ranges a node is primary of, neighbours joined whatever their other copies.</summary>
    public IReadOnlyList<(int From, int To)> SlotsOf(int node)
    {
        var slots = new List<(int From, int To)>();
        foreach (var (from, to, copies) in Ranges)
        {
            if (copies.Primary != node)
                continue;
            if (slots.Count > 0 && slots[^1].To == from - 1)
                slots[^1] = (slots[^1].From, to);
            else
                slots.Add((from, to));
        }

        return slots;
    }

    /// <summary>Index of the node with that id, -1 when there is none.</summary>
    public int IndexOf(string id)
    {
        for (var node = 0; node < Nodes.Count; node++)
        {
            if (ClusterNodeId.Of(Nodes[node].Name) == id)
                return node;
        }

        return -1;
    }
}
