namespace K8sCache.Topology;

/// <summary>
/// Compiled copies of a slot: indexes into <see cref="SlotMap.Nodes"/>. Slots with the same copies share one.
/// </summary>
public sealed class CopySet
{
    private readonly int[] _nodes;
    private readonly CopyState[] _states;
    private readonly int[] _readable;

    internal CopySet(int[] nodes, CopyState[] states, int[] readable)
    {
        _nodes = nodes;
        _states = states;
        _readable = readable;
    }

    /// <summary>Every copy in order, whatever its state.</summary>
    public ReadOnlySpan<int> Nodes => _nodes;

    /// <summary>State of the copy at the same position of <see cref="Nodes"/>.</summary>
    public ReadOnlySpan<CopyState> States => _states;

    /// <summary>Copies that may serve a read: in sync, on a node that is not down. May be empty.</summary>
    public ReadOnlySpan<int> Readable => _readable;

    /// <summary>The node that takes writes.</summary>
    public int Primary => _nodes[0];

    /// <summary>Position of a node among the copies, -1 when it holds none.</summary>
    public int PositionOf(int node) => _nodes.AsSpan().IndexOf(node);
}
