using System.Collections;

namespace K8sCache.Topology.Placement;

/// <summary>What a planning run knows about each node by name: reachable, restarted since the current epoch, slots filled.</summary>
internal sealed class ObservedNodes
{
    private readonly Dictionary<string, NodeState> _states;
    private readonly HashSet<string> _restarted;
    private readonly Dictionary<string, BitArray> _filled = new(StringComparer.Ordinal);

    public ObservedNodes(TopologyDocument current, PlacementRequest request)
    {
        _states = request.Nodes.ToDictionary(node => node.Name, node => node.State, StringComparer.Ordinal);
        var instances = current.Nodes.ToDictionary(node => node.Name, node => node.Instance, StringComparer.Ordinal);
        _restarted = request.Nodes
            .Where(node => node.State != NodeState.Down && node.Instance is not null
                && instances.GetValueOrDefault(node.Name) is { } before && before != node.Instance)
            .Select(node => node.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, spans) in request.Filled)
        {
            var bits = new BitArray(HashSlot.Count);
            foreach (var span in spans)
            {
                for (var slot = Math.Max(0, span.From); slot <= Math.Min(HashSlot.Count - 1, span.To); slot++)
                    bits[slot] = true;
            }

            _filled.Add(name, bits);
        }
    }

    public bool IsKnown(string name) => _states.ContainsKey(name);

    public bool IsLive(string name) => _states.TryGetValue(name, out var state) && state != NodeState.Down;

    /// <summary>Another process than the one the current epoch names: its memory is empty.</summary>
    public bool IsRestarted(string name) => _restarted.Contains(name);

    public bool[] FilledOf(int slot, IReadOnlyList<SlotCopy> copies)
    {
        var filled = new bool[copies.Count];
        for (var index = 0; index < filled.Length; index++)
        {
            var copy = copies[index];
            filled[index] = copy.State == CopyState.Filling && IsLive(copy.Node) && !IsRestarted(copy.Node)
                && _filled.TryGetValue(copy.Node, out var bits) && bits[slot];
        }

        return filled;
    }
}
