namespace K8sCache.Topology.Placement;

/// <summary>
/// Working table of a planning run: for every slot the owner of each rank (rank 0 is the primary), by node index.
/// Keeps the counts by rank and node. "Extras" are nodes that hold the slot's data without owning a rank:
/// giving them one moves nothing.
/// </summary>
internal sealed class PlacementTable
{
    public const int None = -1;

    private readonly int[] _owners;
    private readonly int[][] _counts;
    private readonly int[][] _extras;
    private readonly int[] _zoneOf;
    private readonly int _copiesPerZone;

    public PlacementTable(IReadOnlyList<TopologyNode> nodes, int ranks)
    {
        Nodes = nodes;
        Ranks = ranks;
        NameHashes = [.. nodes.Select(node => RendezvousHash.OfName(node.Name))];
        _owners = new int[HashSlot.Count * ranks];
        Array.Fill(_owners, None);
        _counts = [.. Enumerable.Range(0, ranks).Select(_ => new int[nodes.Count])];
        _extras = new int[HashSlot.Count][];
        Array.Fill(_extras, []);

        // A node without a known zone is a failure domain of its own.
        var zones = nodes.Select((node, index) => node.Zone ?? $"\0{index}").ToList();
        var distinct = zones.Distinct().ToList();
        _zoneOf = [.. zones.Select(zone => distinct.IndexOf(zone))];
        _copiesPerZone = (ranks + distinct.Count - 1) / distinct.Count;
    }

    public IReadOnlyList<TopologyNode> Nodes { get; }

    public int Ranks { get; }

    public ulong[] NameHashes { get; }

    public int Owner(int slot, int rank) => _owners[(slot * Ranks) + rank];

    public ReadOnlySpan<int> Owners(int slot) => _owners.AsSpan(slot * Ranks, Ranks);

    public int Count(int rank, int node) => _counts[rank][node];

    /// <summary>Rank a node owns in a slot, <see cref="None"/> when it owns none.</summary>
    public int RankOf(int slot, int node) => Owners(slot).IndexOf(node);

    public bool IsExtra(int slot, int node) => _extras[slot].AsSpan().Contains(node);

    public void SetOwner(int slot, int rank, int node)
    {
        ref var owner = ref _owners[(slot * Ranks) + rank];
        if (owner != None)
            _counts[rank][owner]--;
        owner = node;
        if (node != None)
            _counts[rank][node]++;
    }

    public void AddExtra(int slot, int node) => _extras[slot] = [.. _extras[slot], node];

    /// <summary>Gives a rank to a node that owns none in the slot; the node it had stays as an extra, it has the data.</summary>
    public void Give(int slot, int rank, int node)
    {
        var before = Owner(slot, rank);
        if (before != None)
            AddExtra(slot, before);
        SetOwner(slot, rank, node);
    }

    /// <summary>Takes a rank back from the node that was given it, for an extra that thereby is one no more.</summary>
    public void Return(int slot, int rank, int extra)
    {
        _extras[slot] = [.. _extras[slot].Where(node => node != extra)];
        SetOwner(slot, rank, extra);
    }

    public ReadOnlySpan<int> Extras(int slot) => _extras[slot];

    /// <summary>Exchanges two ranks of a slot: no data moves.</summary>
    public void Swap(int slot, int rank, int otherRank)
    {
        var (one, other) = (Owner(slot, rank), Owner(slot, otherRank));
        SetOwner(slot, rank, other);
        SetOwner(slot, otherRank, one);
    }

    public bool HasHoleAfter(int slot, int rank) => Owners(slot)[(rank + 1)..].Contains(None);

    /// <summary>
    /// Whether a node at that rank leaves the slot's copies spread over zones as evenly as the number of zones allows.
    /// </summary>
    public bool ZoneFits(int slot, int rank, int node)
    {
        var owners = Owners(slot);
        var others = 0;
        for (var other = 0; other < owners.Length; other++)
        {
            if (other != rank && owners[other] != None && _zoneOf[owners[other]] == _zoneOf[node])
                others++;
        }

        return others < _copiesPerZone;
    }
}
