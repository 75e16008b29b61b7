using K8sCache.Serving.Tracking;
using K8sCache.Storage;

namespace K8sCache.Node.Replication;

/// <summary>
/// Which version of a large value was sent last over one connection: the next steps start from there. Bounded; who is not
/// known is sent the last few steps.
/// </summary>
internal sealed class SentVersions
{
    /// <summary>Large values that are written to at about the same time; past them all are forgotten.</summary>
    private const int MaxKeys = 1024;

    private const int MaxKeyBytes = 1024;

    private readonly Dictionary<byte[], EntryVersion> _versions = new(KeyComparer.Instance);
    private readonly Dictionary<byte[], EntryVersion>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;

    public SentVersions() => _bySpan = _versions.GetAlternateLookup<ReadOnlySpan<byte>>();

    public bool TryGet(ReadOnlySpan<byte> key, out EntryVersion version) => _bySpan.TryGetValue(key, out version);

    public void Note(ReadOnlySpan<byte> key, EntryVersion version)
    {
        if (key.Length > MaxKeyBytes)
            return;
        if (_versions.Count >= MaxKeys && !_bySpan.ContainsKey(key))
            _versions.Clear();
        _bySpan[key] = version;
    }

    public void Clear() => _versions.Clear();
}
