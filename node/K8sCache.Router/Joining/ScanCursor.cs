namespace K8sCache.Router.Joining;

/// <summary>
/// Where a SCAN over all nodes is: the node, in the topology's order, and that node's own cursor. To clients it is one
/// number: the node's cursor times <see cref="NodesMax"/>, plus the node.
/// </summary>
internal readonly record struct ScanCursor(int Node, ulong Inner)
{
    /// <summary>At least <see cref="Topology.TopologyLimits.MaxNodes"/>.</summary>
    private const ulong NodesMax = 1024;

    public static ScanCursor Of(ulong cursor) => new((int)(cursor % NodesMax), cursor / NodesMax);

    /// <summary>The cursor a client gets after a step; 0 after the last node's last.</summary>
    /// <returns>False when the node's cursor is too large to be carried.</returns>
    public static bool TryNext(ScanCursor step, int nodeCount, out ulong cursor)
    {
        var next = step.Inner != 0 ? step : new ScanCursor(step.Node + 1, 0);
        cursor = 0;
        if (next.Node >= nodeCount)
            return true;
        if (next.Inner > ulong.MaxValue / NodesMax)
            return false;
        cursor = (next.Inner * NodesMax) + (ulong)next.Node;
        return true;
    }
}
