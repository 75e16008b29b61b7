using K8sCache.Storage.Hashes;
using K8sCache.Storage.Sets;
using K8sCache.Storage.Values;

namespace K8sCache.Storage.Keys;

/// <summary>Names the encoding Redis would have chosen for a value: what tools and tests look at to know what is compact.</summary>
internal ref struct EncodingReader : IValueReader
{
    /// <summary>Longest string Redis keeps in one piece with its header.</summary>
    private const int EmbeddedBytesMax = 44;

    public ReadOnlySpan<byte> Encoding { get; private set; }

    public EngineStatus Read(scoped in ValueView value)
    {
        var isLarge = value.Large is not null;
        Encoding = value.Kind switch
        {
            EntryKind.String when CanonicalInt64.TryParse(value.Payload, out _) => "int"u8,
            EntryKind.String => value.Payload.Length <= EmbeddedBytesMax ? "embstr"u8 : "raw"u8,
            EntryKind.Hash => isLarge ? "hashtable"u8 : new PackedHash(value.Payload).Encoding,
            EntryKind.Set => isLarge ? "hashtable"u8 : new PackedSet(value.Payload).Encoding,
            EntryKind.SortedSet => isLarge ? "skiplist"u8 : "listpack"u8,
            EntryKind.List => "quicklist"u8,
            EntryKind.None or EntryKind.Tombstone => "none"u8,
        };
        return EngineStatus.Ok;
    }
}
