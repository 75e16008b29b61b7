namespace K8sCache.Storage.Segments;

/// <summary>
/// Gives the nodes whose versions are met numbers of one byte; the own one's is 0. Read without its lock: the array only
/// grows, and is replaced as a whole.
/// </summary>
internal sealed class NodeTable(uint ownNode)
{
    /// <summary>Answered for nodes past the 255th: their versions are kept in full.</summary>
    public const byte NoNumber = byte.MaxValue;

    private readonly Lock _gate = new();
    private volatile uint[] _nodes = [ownNode];

    public uint this[byte number] => _nodes[number];

    public byte NumberOf(uint node)
    {
        var nodes = _nodes;
        var known = nodes[0] == node ? 0 : Array.IndexOf(nodes, node);
        return known >= 0 ? (byte)known : Add(node);
    }

    private byte Add(uint node)
    {
        lock (_gate)
        {
            var known = Array.IndexOf(_nodes, node);
            if (known >= 0)
                return (byte)known;
            if (_nodes.Length == NoNumber)
                return NoNumber;
            _nodes = [.. _nodes, node];
            return (byte)(_nodes.Length - 1);
        }
    }
}
