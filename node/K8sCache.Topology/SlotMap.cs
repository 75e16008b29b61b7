using K8sCache.Topology.Placement;

namespace K8sCache.Topology;

/// <summary>
/// Compiled form of a document: slot → copies in O(1), as two array reads. 32 KiB of slot entries; the copy sets are few.
/// </summary>
public sealed class SlotMap
{
    private readonly ushort[] _setOfSlot;
    private readonly CopySet[] _sets;
    private readonly Dictionary<string, int> _indexByName;

    private SlotMap(
        IReadOnlyList<TopologyNode> nodes, IReadOnlyList<SlotRange> ranges, ushort[] setOfSlot, CopySet[] sets,
        Dictionary<string, int> indexByName)
    {
        Nodes = nodes;
        Ranges = ranges;
        _setOfSlot = setOfSlot;
        _sets = sets;
        _indexByName = indexByName;
    }

    /// <summary>The document's nodes; copies refer to them by index.</summary>
    public IReadOnlyList<TopologyNode> Nodes { get; }

    /// <summary>Every slot's range, also where the document left them to be spread.</summary>
    public IReadOnlyList<SlotRange> Ranges { get; }

    public CopySet this[int slot] => _sets[_setOfSlot[slot]];

    /// <summary>Index of a node by name, -1 when there is none.</summary>
    public int IndexOf(string nodeName) => _indexByName.GetValueOrDefault(nodeName, -1);

    public static SlotMap Compile(TopologyDocument document)
    {
        var ranges = document.Slots.Count > 0 ? document.Slots : SlotSpread.Spread(document);
        var indexByName = new Dictionary<string, int>(document.Nodes.Count, StringComparer.Ordinal);
        for (var index = 0; index < document.Nodes.Count; index++)
            indexByName.Add(document.Nodes[index].Name, index);

        var setOfSlot = new ushort[HashSlot.Count];
        var sets = new List<CopySet>();
        var setByCopies = new Dictionary<string, ushort>(StringComparer.Ordinal);
        foreach (var range in ranges)
        {
            var key = string.Join('|', range.Copies.Select(copy => $"{indexByName[copy.Node]}/{(int)copy.State}"));
            if (!setByCopies.TryGetValue(key, out var set))
            {
                set = (ushort)sets.Count;
                setByCopies.Add(key, set);
                sets.Add(CompileCopies(document.Nodes, range.Copies, indexByName));
            }

            setOfSlot.AsSpan(range.From, range.To - range.From + 1).Fill(set);
        }

        return new SlotMap(document.Nodes, ranges, setOfSlot, [.. sets], indexByName);
    }

    private static CopySet CompileCopies(
        IReadOnlyList<TopologyNode> nodes, IReadOnlyList<SlotCopy> copies, Dictionary<string, int> indexByName)
    {
        var indexes = copies.Select(copy => indexByName[copy.Node]).ToArray();
        var states = copies.Select(copy => copy.State).ToArray();
        var readable = Enumerable.Range(0, indexes.Length)
            .Where(i => states[i] == CopyState.InSync && nodes[indexes[i]].State != NodeState.Down)
            .Select(i => indexes[i]).ToArray();
        return new CopySet(indexes, states, readable);
    }
}
