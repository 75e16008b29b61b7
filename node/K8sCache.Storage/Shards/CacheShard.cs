using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Shards;

/// <summary>
/// One part of the key space under one short lock: a chained hash table whose records live in pages and never
/// move, so a scan can go by record index and misses nothing that stays.
/// </summary>
/// <remarks>
/// Invariants, checked by <see cref="CheckAccounting"/>: every record is either free or reachable from exactly one
/// bucket and known to the policy; the byte and entry counts equal the sums over the records.
/// </remarks>
internal sealed partial class CacheShard<TPolicy>
    where TPolicy : struct, IEvictionPolicy
{
    private readonly Lock _gate = new();
    private readonly EngineContext _context;
    private TPolicy _policy;
    private PagedArray<Entry> _entries = new();
    private int[] _buckets;
    private int _freeHead = None;

    private long _bytes;
    private long _unsettledBytes;
    private int _liveCount;
    private int _expiringCount;
    private int _tombstoneCount;
    private long _evictedTotal;
    private long _expiredTotal;
    private ulong _lastClock;

    public CacheShard(EngineContext context, TPolicy policy)
    {
        _context = context;
        _policy = policy;
        _buckets = [];
        using var held = Hold(0);
        ClearTable();
    }

    public int LiveCount => Volatile.Read(ref _liveCount);

    public int ExpiringCount => Volatile.Read(ref _expiringCount);

    public int TombstoneCount => Volatile.Read(ref _tombstoneCount);

    public long EvictedTotal => Volatile.Read(ref _evictedTotal);

    public long ExpiredTotal => Volatile.Read(ref _expiredTotal);

    /// <summary>Evicts the policy's victim. Bytes freed; 0 when the shard is empty.</summary>
    public long EvictOne()
    {
        using var held = Hold(0);
        var victim = _policy.ChooseVictim();
        if (victim == None)
            return 0;
        var before = _bytes;
        ref var entry = ref _entries.At(victim);
        if (entry.Kind != EntryKind.Tombstone)
        {
            _evictedTotal++;
            _context.Removals?.Invoke(KeyOf(entry), RemovalReason.Evicted);
        }

        Remove(victim);
        // An empty table gives its pages back too: they may be all that keeps a small limit from being met.
        if (_liveCount + _tombstoneCount == 0)
            ClearTable();
        return Math.Max(1, before - _bytes);
    }

    /// <summary>Takes the lock; on dispose settles what was charged against <paramref name="reservedBytes"/>.</summary>
    private Scope Hold(long reservedBytes) => new(this, reservedBytes);

    private void Charge(long bytes)
    {
        _bytes += bytes;
        _unsettledBytes += bytes;
    }

    private EntryVersion NextVersion(long nowMs)
    {
        _lastClock = Math.Max((ulong)nowMs << EntryVersion.CounterBits, _lastClock + 1);
        return new EntryVersion(_lastClock, _context.NodeId);
    }

    private static void Stamp(ref Entry entry, EntryVersion version)
    {
        entry.VersionClock = version.Clock;
        entry.VersionNode = version.Node;
    }

    private readonly ref struct Scope
    {
        private readonly CacheShard<TPolicy> _shard;
        private readonly long _reservedBytes;

        public Scope(CacheShard<TPolicy> shard, long reservedBytes)
        {
            _shard = shard;
            _reservedBytes = reservedBytes;
            shard._gate.Enter();
        }

        public void Dispose()
        {
            var settle = _shard._unsettledBytes - _reservedBytes;
            _shard._unsettledBytes = 0;
            _shard._gate.Exit();
            if (settle != 0)
                _shard._context.Memory.Add(settle);
        }
    }
}
