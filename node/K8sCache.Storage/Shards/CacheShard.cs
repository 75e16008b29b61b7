using K8sCache.Storage.Memory;
using K8sCache.Storage.Steps;

namespace K8sCache.Storage.Shards;

/// <summary>
/// One part of the key space under one short lock: an index over a log of segments, all of it in native memory. Entries
/// are written to the end of the small queue's log; a sweep from its oldest end, a few entries with each write,
/// moves on what was used and evicts what was not.
/// </summary>
/// <remarks>
/// Invariants, checked by <see cref="CheckAccounting"/>: every entry in the log that is not dead has exactly one slot
/// in the index and the other way round; the counts of bytes and entries equal the sums over them.
/// </remarks>
internal sealed partial class CacheShard<TPolicy>
    where TPolicy : struct, IEvictionPolicy
{
    // The system call takes as long as so many entries.
    private const int WorkOfRelease = 64;

    private ShardLock _gate;
    private readonly EngineContext _context;
    private readonly Func<ShardMemory, TPolicy> _newPolicy;
    private readonly int[] _slotCounts = new int[CacheEngineOptions.SlotCount];
    private TPolicy _policy;
    private ShardMemory _memory = null!;
    private HashIndex _index = null!;
    private SegmentLog _log = null!;
    private LargeValues _larges = null!;
    private StepLogs _steps = null!;

    private int _liveCount;
    private int _expiringCount;
    private int _tombstoneCount;
    private long _evictedTotal;
    private long _evictedBytesTotal;
    private long _expiredTotal;
    private ulong _lastClock;
    private long _work;

    public CacheShard(EngineContext context, Func<ShardMemory, TPolicy> newPolicy)
    {
        _context = context;
        _newPolicy = newPolicy;
        StartEmpty();
    }

    /// <summary>Bytes of the budget that are this shard's.</summary>
    public long Bytes => _memory.Bytes;

    public long ObjectBytes => _larges.Bytes;

    /// <summary>Whether it may have a free segment; read without the lock.</summary>
    public bool HasSpare => _log.FreeCount > 0;

    public int LiveCount => Volatile.Read(ref _liveCount);

    public int ExpiringCount => Volatile.Read(ref _expiringCount);

    public int TombstoneCount => Volatile.Read(ref _tombstoneCount);

    /// <summary>
    /// Units of work that operations did beyond their own: entries swept, moved or compacted, buckets moved, and what
    /// giving a segment back takes. Each is a fraction of a microsecond.
    /// </summary>
    public long Work => _work + _index.MovedBuckets + (_log.ReleasedSegments * WorkOfRelease);

    public long EvictedTotal => Volatile.Read(ref _evictedTotal);

    public long EvictedBytesTotal => Volatile.Read(ref _evictedBytesTotal);

    public long ExpiredTotal => Volatile.Read(ref _expiredTotal);

    private int EntryCount => _liveCount + _tombstoneCount;

    public int CountIn(int slot) => Volatile.Read(ref _slotCounts[slot]);

    private EntryVersion NextVersion(long nowMs)
    {
        var next = Math.Max((ulong)nowMs << EntryVersion.CounterBits, _lastClock + 1);
        // An entry keeps eight bits of the counter; past them the clock runs ahead of the time for a moment.
        if ((next & ushort.MaxValue) > byte.MaxValue)
            next = (next | ushort.MaxValue) + 1;
        _lastClock = next;
        return new EntryVersion(next, _context.NodeId);
    }

    private void StartEmpty()
    {
        _memory = new ShardMemory(_context.Memory, _context.Arena, _context.Blocks);
        _index = new HashIndex(_context.LinesPerPageShift, _memory, this);
        _log = new SegmentLog(_memory, _context.SegmentBytes, _context.Sweeps);
        _larges = new LargeValues(_memory);
        _steps = new StepLogs(_memory, _context.MaxStepLogBytes, _context.Evicts);
        _policy = _newPolicy(_memory);
        Array.Clear(_slotCounts);
        _liveCount = 0;
        _expiringCount = 0;
        _tombstoneCount = 0;
        ForgetPlaces();
    }
}
