using K8sCache.Storage;
using K8sCache.Storage.Hashes;

namespace K8sCache.Node.Commands;

/// <summary>Collects the fields an HSCAN answers.</summary>
internal ref struct ScannedFields(ElementScan scan) : IHashReader, IFieldVisitor
{
    private readonly ElementScan _scan = scan;

    public ScanReply Elements { get; } = new();

    /// <summary>The cursor to go on from.</summary>
    public ulong Next { get; private set; }

    public void Read(scoped in HashView hash) => Next = hash.Scan(_scan.Cursor, _scan.Count, ref this);

    public readonly void Begin(int fieldCount)
    {
    }

    public readonly void Visit(scoped ReadOnlySpan<byte> field, scoped ReadOnlySpan<byte> value)
    {
        if (!_scan.Matches(field))
            return;
        Elements.Add(field);
        if (!_scan.NoValues)
            Elements.Add(value);
    }
}
