using K8sCache.Storage.Hashes;
using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Shards;

/// <summary>What all shards of one engine share.</summary>
internal sealed class EngineContext
{
    private volatile bool _keepTombstones;

    public EngineContext(CacheEngineOptions options)
    {
        Memory = new MemoryBudget(options.MemoryLimitBytes);
        Time = options.Time;
        NodeId = options.NodeId;
        HashSeed = options.HashSeed;
        SlotOf = options.SlotOf;
        MaxValueBytes = options.MaxValueBytes;
        TombstoneLifetimeMs = (long)options.TombstoneLifetime.TotalMilliseconds;
        FieldComparer = new BytesComparer(options.HashSeed);
    }

    public MemoryBudget Memory { get; }

    public TimeProvider Time { get; }

    public uint NodeId { get; }

    public ulong HashSeed { get; }

    public SlotFunction SlotOf { get; }

    public int MaxValueBytes { get; }

    public long TombstoneLifetimeMs { get; }

    public BytesComparer FieldComparer { get; }

    /// <summary>Told of evictions and expiries; null = nobody asks.</summary>
    public RemovalObserver? Removals { get; set; }

    /// <summary>Off on a node without copies: nothing can bring a deleted entry back there.</summary>
    public bool KeepTombstones
    {
        get => _keepTombstones;
        set => _keepTombstones = value;
    }

    /// <summary>Entries with a value, by slot; changed under the shards' locks, interlocked.</summary>
    public int[] SlotCounts { get; } = new int[CacheEngineOptions.SlotCount];

    /// <summary>For each slot the newest flush: merges that are not younger are refused. Null until the first one.</summary>
    public ulong[]? SlotFlushClocks { get; set; }

    public long NowMs => Time.GetUtcNow().ToUnixTimeMilliseconds();
}
