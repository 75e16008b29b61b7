using K8sCache.Storage.Values;

namespace K8sCache.Storage.Shards;

/// <summary>One entry's record in a shard's table: 48 bytes.</summary>
internal struct Entry
{
    /// <summary>A <c>byte[]</c> of the key and, behind it, the payload; or a <see cref="LargeValue"/>; null = free.</summary>
    public object? Data;

    /// <summary>Milliseconds since the Unix epoch; 0 = never.</summary>
    public long ExpiresAtMs;

    public ulong VersionClock;

    public uint VersionNode;

    public uint Hash;

    /// <summary>Next entry of the same bucket, or of the free list; -1 ends it.</summary>
    public int Next;

    public int KeyLength;

    /// <summary>Payload bytes in use behind the key; the array may be longer. Unused by a large hash.</summary>
    public int PayloadLength;

    public ushort Slot;

    public EntryKind Kind;
}
