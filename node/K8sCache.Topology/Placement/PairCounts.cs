namespace K8sCache.Topology.Placement;

/// <summary>
/// How often two nodes share a slot, one as primary and one at another rank. Spreading a node's partners evenly makes
/// all others share its load when it dies.
/// </summary>
internal sealed class PairCounts
{
    private readonly int[] _counts;
    private readonly int _nodeCount;
    private readonly int _rank;
    private readonly PlacementTable _table;

    public PairCounts(PlacementTable table, int rank)
    {
        _table = table;
        _rank = rank;
        _nodeCount = table.Nodes.Count;
        _counts = new int[_nodeCount * _nodeCount];
        var mean = (HashSlot.Count + _nodeCount - 1) / _nodeCount;
        Limit = (mean + Math.Max(1, _nodeCount - 1) - 1) / Math.Max(1, _nodeCount - 1);
        for (var slot = 0; slot < HashSlot.Count; slot++)
            Add(slot, 1);
    }

    /// <summary>Even share of one pair.</summary>
    public int Limit { get; }

    public bool HasRoom(int slot, int node)
    {
        var partner = Partner(slot);
        return partner == PlacementTable.None || _counts[Index(partner, node)] < Limit;
    }

    /// <summary>Call with -1 before and +1 after changing the slot's owner at this rank.</summary>
    public void Add(int slot, int change)
    {
        var (partner, node) = (Partner(slot), _table.Owner(slot, _rank));
        if (partner != PlacementTable.None && node != PlacementTable.None)
            _counts[Index(partner, node)] += change;
    }

    // The primary's partner is the second copy, every other rank's partner the primary.
    private int Partner(int slot) =>
        _rank > 0 ? _table.Owner(slot, 0) : _table.Ranks > 1 ? _table.Owner(slot, 1) : PlacementTable.None;

    private int Index(int partner, int node) => (partner * _nodeCount) + node;
}
