using K8sCache.Storage.Sets;

namespace K8sCache.Node.Commands;

/// <summary>Collects the members an SSCAN answers.</summary>
internal ref struct ScannedMembers(ElementScan scan) : ISetReader, IMemberVisitor
{
    private readonly ElementScan _scan = scan;

    public ScanReply Elements { get; } = new();

    /// <summary>The cursor to go on from.</summary>
    public ulong Next { get; private set; }

    public void Read(scoped in SetView set) => Next = set.Scan(_scan.Cursor, _scan.Count, ref this);

    public readonly void Begin(int memberCount)
    {
    }

    public readonly void Visit(scoped ReadOnlySpan<byte> member)
    {
        if (_scan.Matches(member))
            Elements.Add(member);
    }
}
