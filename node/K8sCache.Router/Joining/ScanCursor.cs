namespace K8sCache.Router.Joining;

/// <summary>
/// Where a SCAN over all nodes is: which of the primaries, that node's own cursor, and a tag of the topology it goes by.
/// To clients it is one number: the node's cursor, then 12 bits of tag, then 10 bits of place. A cursor with another
/// tag is of a walk that slots have been moved under; it goes on from the start, so that it misses nothing.
/// </summary>
internal readonly record struct ScanCursor(int Place, int Tag, ulong Inner)
{
    /// <summary>2^10 is at least <see cref="Topology.TopologyLimits.MaxNodes"/>.</summary>
    private const int PlaceBits = 10;
    private const int TagBits = 12;
    private const ulong InnerMax = ulong.MaxValue >> (PlaceBits + TagBits);

    public static int TagOf(ulong primariesHash) => (int)(primariesHash >> (64 - TagBits));

    public static ScanCursor Of(ulong cursor) => new(
        (int)(cursor & ((1 << PlaceBits) - 1)), (int)((cursor >> PlaceBits) & ((1 << TagBits) - 1)), cursor >> (PlaceBits + TagBits));

    /// <summary>The cursor a client gets after a step; 0 after the last node's last.</summary>
    /// <returns>False when the node's cursor is too large to be carried.</returns>
    public static bool TryNext(ScanCursor step, int placeCount, out ulong cursor)
    {
        var next = step.Inner != 0 ? step : step with { Place = step.Place + 1 };
        cursor = 0;
        if (next.Place >= placeCount)
            return true;
        if (next.Inner > InnerMax)
            return false;
        cursor = (next.Inner << (PlaceBits + TagBits)) | ((ulong)next.Tag << PlaceBits) | (uint)next.Place;
        return true;
    }
}
