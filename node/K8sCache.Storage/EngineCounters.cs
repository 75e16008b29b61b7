namespace K8sCache.Storage;

/// <summary>What an engine did since it was made, and what it holds now.</summary>
public readonly record struct EngineCounters
{
    public long Entries { get; init; }

    public long EntriesWithExpiry { get; init; }

    public long Tombstones { get; init; }

    public long EvictedTotal { get; init; }

    /// <summary>Bytes of the entries evicted, keys and headers included: with few long ones gone much is, in bytes.</summary>
    public long EvictedBytesTotal { get; init; }

    public long ExpiredTotal { get; init; }
}
