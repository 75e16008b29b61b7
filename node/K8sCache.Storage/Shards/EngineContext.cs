using System.Numerics;
using K8sCache.Storage.Memory;
using K8sCache.Storage.Segments;
using K8sCache.Storage.Sweeping;

namespace K8sCache.Storage.Shards;

/// <summary>What all shards of one engine share.</summary>
internal sealed class EngineContext
{
    // Fewer would make the queues coarse, more would leave room unused at the ends of segments.
    private const int SegmentsPerShard = 160;
    private const int MinSegmentBytes = 4 * 1024;
    private const int MaxSegmentBytes = 256 * 1024;

    // Two blocks of huge pages may be filled in part, one of segments and one of the index's pages.
    private const long HugePagesFromBytes = 128L * 1024 * 1024;

    // Index and ghosts grow by pages of 4 KiB, or 16 KiB where that is a small part of a shard.
    private const int LargePageFromBytes = 32 * 1024;
    private const int SmallPageShift = 6;
    private const int LargePageShift = 8;

    // Freed blocks are kept up to this part of the limit, beside it.
    private const int KeptBlocksDivisor = 16;
    private const long MaxKeptBlockBytes = 32L << 20;

    // A shard remembers so much of what was just changed in large values, or this part of its share where that is less.
    private const int MaxShardStepBytes = 256 * 1024;
    private const int StepShareDivisor = 32;

    private readonly Lock _flushGate = new();
    private volatile bool _keepTombstones;
    private volatile bool _keepSteps;

    public EngineContext(CacheEngineOptions options, int shardCount)
    {
        Memory = new MemoryBudget(options.MemoryLimitBytes);
        Time = options.Time;
        NodeId = options.NodeId;
        HashSeed = options.HashSeed;
        ElementSeed = options.ElementSeed;
        FieldExpiries = new FieldExpiryQueue(HashSeed, Memory.Add, Sweeps);
        SlotOf = options.SlotOf;
        MaxValueBytes = options.MaxValueBytes;
        TombstoneLifetimeMs = (long)options.TombstoneLifetime.TotalMilliseconds;
        Arena = new NativeArena(options.MemoryLimitBytes >= HugePagesFromBytes, options.PageBytes);
        Blocks = new EntryBlocks(Math.Min(options.MemoryLimitBytes / KeptBlocksDivisor, MaxKeptBlockBytes));
        Nodes = new NodeTable(options.NodeId);
        Evicts = options.Eviction != EvictionMode.None;
        ShardCount = shardCount;
        SegmentBytes = (int)Math.Clamp(
            (long)BitOperations.RoundUpToPowerOf2((ulong)(options.MemoryLimitBytes / shardCount / SegmentsPerShard)),
            MinSegmentBytes,
            MaxSegmentBytes);
        LinesPerPageShift = SegmentBytes >= LargePageFromBytes ? LargePageShift : SmallPageShift;
        FieldComparer = new BytesComparer(options.HashSeed);
    }

    public MemoryBudget Memory { get; }

    public NativeArena Arena { get; }

    public EntryBlocks Blocks { get; }

    public NodeTable Nodes { get; }

    public bool Evicts { get; }

    public int ShardCount { get; }

    /// <summary>A power of two.</summary>
    public int SegmentBytes { get; }

    public int LinesPerPageShift { get; }

    /// <summary>While so much is free nobody need think about room.</summary>
    public long ComfortBytes => Math.Min(3L * (ShardCount + 1) * SegmentBytes, Memory.LimitBytes / 4);

    /// <summary>A shard that has less is not asked to evict for the others.</summary>
    public long FairShareBytes => Memory.LimitBytes / ShardCount;

    public TimeProvider Time { get; }

    public uint NodeId { get; }

    public ulong HashSeed { get; }

    public ulong ElementSeed { get; }

    public FieldExpiryQueue FieldExpiries { get; }

    public SweepSignal Sweeps { get; } = new();

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

    /// <summary>Whether other nodes are sent what is written here.</summary>
    public bool KeepSteps
    {
        get => _keepSteps;
        set => _keepSteps = value;
    }

    /// <summary>Most bytes of steps a shard remembers.</summary>
    public int MaxStepLogBytes => (int)Math.Min(MaxShardStepBytes, FairShareBytes / StepShareDivisor);

    /// <summary>For each slot the newest flush: merges that are not younger are refused. Null until the first one.</summary>
    public ulong[]? SlotFlushClocks { get; private set; }

    public long NowMs => Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Notes that what is in the slots and no younger than a clock was flushed.</summary>
    public void Flush(ReadOnlySpan<bool> slots, ulong upToClock)
    {
        lock (_flushGate)
        {
            var clocks = SlotFlushClocks ?? new ulong[CacheEngineOptions.SlotCount];
            for (var slot = 0; slot < slots.Length; slot++)
            {
                if (slots[slot])
                    clocks[slot] = Math.Max(clocks[slot], upToClock);
            }

            SlotFlushClocks = clocks;
        }
    }
}
