namespace K8sCache.Storage;

/// <summary>What an engine did since it was made, and what it holds now.</summary>
public readonly record struct EngineCounters
{
    public long Entries { get; init; }

    public long EntriesWithExpiry { get; init; }

    public long Tombstones { get; init; }

    public long EvictedTotal { get; init; }

    public long ExpiredTotal { get; init; }
}
