using System.Numerics;
using K8sCache.Storage.Eviction;
using K8sCache.Storage.Keys;
using K8sCache.Storage.Segments;
using K8sCache.Storage.Shards;
using K8sCache.Storage.Sweeping;

namespace K8sCache.Storage;

/// <summary>
/// A bounded in-memory store of strings and hashes with expiry and versions: spans in, spans out.
/// Every member may be called from any thread; each operation on one key is atomic.
/// </summary>
/// <remarks>
/// Values are visited under the lock of their shard and never handed out: they lie in native memory that the next
/// write may move.
/// </remarks>
public sealed partial class CacheEngine : IDisposable
{
    // Enough that loops seldom meet at one; few enough that each still sees a good part of the load.
    private const int MaxShards = 16;
    private const long BytesPerShard = 4 * 1024 * 1024;

    /// <summary>Latest time a field may expire at, milliseconds since the Unix epoch: Redis's, so its errors come where Redis's do.</summary>
    public const long MaxFieldExpiryMs = 0xffff_ffff_ffff >> 2;

    private readonly EngineContext _context;
    private readonly CacheShard<S3FifoPolicy>[] _shards;
    private readonly EngineRoom _room;
    private readonly int _shardShift;

    public CacheEngine(CacheEngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var shardCount = options.ShardCount != 0 ? options.ShardCount : ShardsFor(options.MemoryLimitBytes);
        if (!int.IsPow2(shardCount))
            throw new ArgumentException("the number of shards must be a power of two", nameof(options));
        _context = new EngineContext(options, shardCount);
        Eviction = options.Eviction;
        _shards = new CacheShard<S3FifoPolicy>[shardCount];
        for (var i = 0; i < shardCount; i++)
            _shards[i] = new(_context, memory => new S3FifoPolicy(_context.LinesPerPageShift, memory));
        _room = new EngineRoom(_context, _shards);
        _shardShift = 64 - BitOperations.Log2((uint)shardCount);
    }

    /// <summary>Memory that nobody disposed of is given back all the same: it is not the collector's.</summary>
    ~CacheEngine() => Release();

    public EvictionMode Eviction { get; }

    public long MemoryUsedBytes => _context.Memory.UsedBytes;

    /// <summary>The part of <see cref="MemoryUsedBytes"/> that is objects on the collector's heap: large collections.</summary>
    public long ObjectBytes => _shards.Sum(static shard => shard.ObjectBytes);

    /// <summary>May be changed at any time; a lower one is met by evicting before this returns.</summary>
    public long MemoryLimitBytes
    {
        get => _context.Memory.LimitBytes;
        set
        {
            _context.Memory.LimitBytes = value;
            _room.Trim();
        }
    }

    /// <summary>Whether deletes are remembered. Needed as soon as any slot has more than one copy.</summary>
    public bool KeepTombstones
    {
        get => _context.KeepTombstones;
        set => _context.KeepTombstones = value;
    }

    /// <summary>Whether changes of large values are remembered for a moment. Needed where other nodes are sent them.</summary>
    public bool KeepSteps
    {
        get => _context.KeepSteps;
        set => _context.KeepSteps = value;
    }

    /// <summary>Longest value a string may grow to.</summary>
    public int MaxValueBytes => _context.MaxValueBytes;

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
                count += shard.Counts.Live;
            return count;
        }
    }

    /// <summary>Whether the bytes are an undamaged dump of this version.</summary>
    public static bool IsDump(ReadOnlySpan<byte> dump) => DumpFormat.TryRead(dump, out _, out _);

    /// <summary>Entries with a value in the wanted slots.</summary>
    public long CountIn(ReadOnlySpan<bool> slots)
    {
        long count = 0;
        for (var slot = 0; slot < slots.Length; slot++)
        {
            if (!slots[slot])
                continue;
            foreach (var shard in _shards)
                count += shard.Counts.In(slot);
        }

        return count;
    }

    public EngineCounters Counters
    {
        get
        {
            long entries = 0, expiring = 0, tombstones = 0, evicted = 0, evictedBytes = 0, expired = 0;
            foreach (var shard in _shards)
            {
                entries += shard.Counts.Live;
                expiring += shard.Counts.Expiring;
                tombstones += shard.Counts.Tombstones;
                evicted += shard.Counts.EvictedTotal;
                evictedBytes += shard.Counts.EvictedBytesTotal;
                expired += shard.Counts.ExpiredTotal;
            }

            return new EngineCounters
            {
                Entries = entries,
                EntriesWithExpiry = expiring,
                Tombstones = tombstones,
                EvictedTotal = evicted,
                EvictedBytesTotal = evictedBytes,
                ExpiredTotal = expired,
            };
        }
    }

    internal EngineContext Context => _context;

    internal ReadOnlySpan<CacheShard<S3FifoPolicy>> Shards => _shards;

    /// <summary>Hashes the sweeper knows to have fields that expire, some of them gone by now perhaps.</summary>
    internal int ExpiringHashCount => _context.FieldExpiries.Count;

    /// <summary>Up while something may be to be swept that the sweeper has not looked at.</summary>
    internal SweepSignal Sweeps => _context.Sweeps;

    /// <summary>Units of work beyond what was asked for, of all operations so far; see <see cref="CacheShard{TPolicy}.Work"/>.</summary>
    internal long Work => _shards.Sum(static shard => shard.Work);

    /// <summary>Times a sweep looked through all segments of a shard for expired ones. For tests.</summary>
    internal long WalkSearches => _shards.Sum(static shard => shard.WalkSearches);

    /// <summary>Gives all memory back; the engine is empty then, and usable.</summary>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>What each shard has of <see cref="MemoryUsedBytes"/>. For tests and diagnosis.</summary>
    internal IEnumerable<long> ShardBytes => _shards.Select(static shard => shard.Bytes);

    /// <summary>Recounts everything the slow way; null when all running counts agree. For tests and diagnosis.</summary>
    internal string? CheckAccounting()
    {
        var bytes = _context.FieldExpiries.Bytes;
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

    internal CacheShard<S3FifoPolicy> ShardOf(ReadOnlySpan<byte> key, out uint hash)
    {
        var full = KeyHash.Compute(key, _context.HashSeed);
        hash = (uint)full;
        return ShardOf(full);
    }

    // A shift by 64 is a shift by 0, hence the mask for a single shard.
    private CacheShard<S3FifoPolicy> ShardOf(ulong hash) =>
        _shards[(int)(hash >> (_shardShift & 63)) & (_shards.Length - 1)];

    /// <inheritdoc cref="EngineRoom.Make"/>
    internal bool MakeRoom(long bytes, ref int tries) => _room.Make(bytes, ref tries);

    /// <summary>
    /// Ends every operation on a key: even a read may have written the tombstone of what it found expired.
    /// </summary>
    internal TResult Trimmed<TResult>(TResult result)
    {
        if (_context.Memory.IsExceeded)
            _room.Trim();
        return result;
    }

    private void Release()
    {
        foreach (var shard in _shards ?? [])
            shard?.Clear(atOnce: true);
        _context?.Arena.Close();
        _context?.Blocks.Close();
    }

    internal static long Needs(ReadOnlySpan<byte> key, long payloadLength) =>
        Item.MaxHeaderLength + key.Length + payloadLength;
}
