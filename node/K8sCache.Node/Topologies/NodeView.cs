using K8sCache.Topology;

namespace K8sCache.Node.Topologies;

/// <summary>A topology as this node sees it; immutable.</summary>
internal sealed class NodeView
{
    private readonly SlotRole[] _roles = new SlotRole[HashSlot.Count];
    private readonly bool[] _primary = new bool[HashSlot.Count];
    private readonly bool[] _held = new bool[HashSlot.Count];
    private readonly bool[] _filling = new bool[HashSlot.Count];

    public NodeView(TopologySnapshot topology, string nodeName, string instance)
    {
        Topology = topology;
        Self = topology.Slots.IndexOf(nodeName);
        if (Self < 0)
            return;
        var expected = topology.Document.Nodes[Self].Instance;
        IsLoading = !string.IsNullOrEmpty(expected) && expected != instance;
        for (var slot = 0; slot < HashSlot.Count; slot++)
            Compile(slot, topology.Slots[slot]);
    }

    public TopologySnapshot Topology { get; }

    public long Epoch => Topology.Epoch;

    /// <summary>Index among the topology's nodes; -1 when it does not name this node.</summary>
    public int Self { get; }

    /// <summary>
    /// The topology names another process under this name: this one has just started and is empty. It serves nothing
    /// until a newer topology names it, so that an empty restart is never taken for an empty cache.
    /// </summary>
    public bool IsLoading { get; }

    /// <summary>Whether any slot this node is primary of has other copies.</summary>
    public bool HasCopies { get; private set; }

    /// <summary>Slots whose entries nobody else has: those in sync here and at no other node.</summary>
    public int SoleCopies { get; private set; }

    /// <summary>Whether others are to take over what this node holds.</summary>
    public bool IsLeaving => Self >= 0 && Topology.Document.Nodes[Self].State == NodeState.Leaving;

    /// <summary>Whether any slot here is held by several nodes: deletes must then be remembered.</summary>
    public bool SharesSlots { get; private set; }

    public ReadOnlySpan<bool> PrimarySlots => _primary;

    public ReadOnlySpan<bool> HeldSlots => _held;

    public ReadOnlySpan<bool> FillingSlots => _filling;

    public SlotRole RoleOf(int slot) => _roles[slot];

    public TopologyNode PrimaryOf(int slot) => Topology.Document.Nodes[Topology.Slots[slot].Primary];

    /// <summary>Whether a node gets the slot's writes besides the primary.</summary>
    public bool IsCopy(int slot, int node)
    {
        var copies = Topology.Slots[slot];
        var position = copies.PositionOf(node);
        return position > 0 && copies.States[position] != CopyState.Leaving;
    }

    private void Compile(int slot, CopySet copies)
    {
        var position = copies.PositionOf(Self);
        if (position < 0)
            return;
        _held[slot] = true;
        _filling[slot] = copies.States[position] == CopyState.Filling;
        _primary[slot] = position == 0;
        if (copies.States[position] == CopyState.InSync && copies.States.Count(CopyState.InSync) == 1)
            SoleCopies++;
        SharesSlots |= copies.Nodes.Length > 1;
        HasCopies |= position == 0 && copies.Nodes.Length > 1;
        _roles[slot] = position == 0 ? SlotRole.Primary
            : copies.Readable.Contains(Self) ? SlotRole.Reader
            : SlotRole.Silent;
    }
}
