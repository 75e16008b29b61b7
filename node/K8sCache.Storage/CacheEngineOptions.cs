namespace K8sCache.Storage;

/// <summary>What an engine is made with.</summary>
public sealed record CacheEngineOptions
{
    /// <summary>Slots a <see cref="SlotFunction"/> may answer: 0 to this, exclusive.</summary>
    public const int SlotCount = 16384;

    /// <summary>Bytes for entries, keys, values and all overheads together.</summary>
    public required long MemoryLimitBytes { get; init; }

    public EvictionMode Eviction { get; init; } = EvictionMode.S3Fifo;

    public required TimeProvider Time { get; init; }

    /// <summary>Tie-break of versions given here; differs between nodes.</summary>
    public uint NodeId { get; init; }

    /// <summary>Seed of the key hash: unpredictable in production, so that nobody can craft colliding keys.</summary>
    public ulong HashSeed { get; init; }

    /// <summary>
    /// Seed of the hash inside large collections: the same on all copies of a slot, for a scan's cursor is a place in the
    /// order of these hashes, and the next call may come to another copy.
    /// </summary>
    public ulong ElementSeed { get; init; }

    public SlotFunction SlotOf { get; init; } = static _ => 0;

    /// <summary>Longest value a string may grow to.</summary>
    public int MaxValueBytes { get; init; } = 512 * 1024 * 1024;

    /// <summary>
    /// Shards, a power of two; 0 = by the memory limit. More shards contend less; fewer keep the eviction
    /// order of a small cache closer to exact.
    /// </summary>
    public int ShardCount { get; init; }

    /// <summary>The system's pages, or larger ones for tests of systems that have those: a power of two, at most 2 MiB.</summary>
    internal int PageBytes { get; init; } = Environment.SystemPageSize;

    /// <summary>How long a delete is remembered: longer than any write can be on its way.</summary>
    public TimeSpan TombstoneLifetime { get; init; } = TimeSpan.FromMinutes(1);
}
