using System.Numerics;
using K8sCache.Storage.Memory;
using K8sCache.Storage.Shards;

namespace K8sCache.Storage;

/// <summary>
/// A bounded in-memory store of strings and hashes with expiry and versions: spans in, spans out.
/// Every member may be called from any thread; each operation on one key is atomic.
/// </summary>
/// <remarks>
/// Values are visited under the lock of their shard and never handed out, so what is beneath may change
/// (and may one day live outside the collector's heap) without the callers knowing.
/// </remarks>
public sealed partial class CacheEngine
{
    private const int MaxShards = 64;
    private const long BytesPerShard = 4 * 1024 * 1024;

    // What an entry can take beyond its own bytes: its record, links, bucket, array header and rounding.
    private const long EntryOverheadBytes = 128;

    private readonly EngineContext _context;
    private readonly CacheShard<S3FifoPolicy>[] _shards;
    private readonly int _shardShift;
    private readonly EvictionMode _eviction;
    private int _nextEvictedShard;

    public CacheEngine(CacheEngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _context = new EngineContext(options);
        _eviction = options.Eviction;
        var shardCount = options.ShardCount != 0 ? options.ShardCount : ShardsFor(options.MemoryLimitBytes);
        if (!int.IsPow2(shardCount))
            throw new ArgumentException("the number of shards must be a power of two", nameof(options));
        _shards = new CacheShard<S3FifoPolicy>[shardCount];
        for (var i = 0; i < shardCount; i++)
            _shards[i] = new CacheShard<S3FifoPolicy>(_context, new S3FifoPolicy());
        _shardShift = 64 - BitOperations.Log2((uint)shardCount);
    }

    public EvictionMode Eviction => _eviction;

    public long MemoryUsedBytes => _context.Memory.UsedBytes;

    /// <summary>May be changed at any time; a lower one is met by evicting before this returns.</summary>
    public long MemoryLimitBytes
    {
        get => _context.Memory.LimitBytes;
        set
        {
            _context.Memory.LimitBytes = value;
            Trim();
        }
    }

    /// <summary>Whether deletes are remembered. Needed as soon as any slot has more than one copy.</summary>
    public bool KeepTombstones
    {
        get => _context.KeepTombstones;
        set => _context.KeepTombstones = value;
    }

    /// <summary>Told of evictions and expiries, as long as somebody needs to know; null = nobody.</summary>
    public RemovalObserver? Removals
    {
        get => _context.Removals;
        set => _context.Removals = value;
    }

    /// <summary>Entries with a value, those that expired and were not yet swept among them.</summary>
    public long Count
    {
        get
        {
            long count = 0;
            foreach (var shard in _shards)
                count += shard.LiveCount;
            return count;
        }
    }

    /// <summary>Entries with a value in the wanted slots.</summary>
    public long CountIn(ReadOnlySpan<bool> slots)
    {
        long count = 0;
        for (var slot = 0; slot < slots.Length; slot++)
            count += slots[slot] ? Volatile.Read(ref _context.SlotCounts[slot]) : 0;
        return count;
    }

    public EngineCounters Counters
    {
        get
        {
            long entries = 0, expiring = 0, tombstones = 0, evicted = 0, expired = 0;
            foreach (var shard in _shards)
            {
                entries += shard.LiveCount;
                expiring += shard.ExpiringCount;
                tombstones += shard.TombstoneCount;
                evicted += shard.EvictedTotal;
                expired += shard.ExpiredTotal;
            }

            return new EngineCounters
            {
                Entries = entries,
                EntriesWithExpiry = expiring,
                Tombstones = tombstones,
                EvictedTotal = evicted,
                ExpiredTotal = expired,
            };
        }
    }

    /// <summary>Recounts everything the slow way; null when all running counts agree. For tests and diagnosis.</summary>
    internal string? CheckAccounting()
    {
        long bytes = 0;
        foreach (var shard in _shards)
        {
            if (shard.CheckAccounting() is { } problem)
                return problem;
            bytes += shard.Bytes;
        }

        return bytes == MemoryUsedBytes ? null : $"shards hold {bytes} bytes, the budget says {MemoryUsedBytes}";
    }

    private static int ShardsFor(long memoryLimitBytes)
    {
        var wanted = Math.Clamp(memoryLimitBytes / BytesPerShard, 1, MaxShards);
        return 1 << BitOperations.Log2((ulong)wanted);
    }

    private CacheShard<S3FifoPolicy> ShardOf(ReadOnlySpan<byte> key, out uint hash)
    {
        var full = KeyHash.Compute(key, _context.HashSeed);
        hash = (uint)full;
        // A shift by 64 is a shift by 0, hence the mask for a single shard.
        return _shards[(int)(full >> (_shardShift & 63)) & (_shards.Length - 1)];
    }

    /// <summary>Reserves, evicting as far as allowed; false = refuse the write.</summary>
    private bool TryReserve(long bytes)
    {
        if (_context.Memory.TryReserve(bytes))
            return true;
        if (_eviction == EvictionMode.None || bytes > _context.Memory.LimitBytes)
            return false;
        while (!_context.Memory.TryReserve(bytes))
        {
            if (!TryEvictOne())
                return false;
        }

        return true;
    }

    /// <summary>Meets the limit again after growth nobody could foresee (a table's page, a dictionary's doubling).</summary>
    private void Trim()
    {
        if (_eviction == EvictionMode.None)
            return;
        while (MemoryUsedBytes > MemoryLimitBytes && TryEvictOne())
        {
            // Evicting is the whole of it.
        }
    }

    private bool TryEvictOne()
    {
        for (var tries = 0; tries < _shards.Length; tries++)
        {
            var next = (uint)Interlocked.Increment(ref _nextEvictedShard) & (uint)(_shards.Length - 1);
            if (_shards[next].EvictOne() > 0)
                return true;
        }

        return false;
    }

    private static long Needs(ReadOnlySpan<byte> key, long payloadLength) =>
        EntryOverheadBytes + HeapSize.Bytes(key.Length + payloadLength);
}
