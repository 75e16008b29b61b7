using System.Numerics;
using K8sCache.Storage.Shards;

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

    // Tries of a write to get room that others take away again.
    private const int RoomTries = 64;

    // Entries swept for others before a shard that has little is asked.
    private const int StepsOfGiving = 128;

    private readonly EngineContext _context;
    private readonly CacheShard<S3FifoPolicy>[] _shards;
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
                count += shard.Counts.Live;
            return count;
        }
    }

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

    private CacheShard<S3FifoPolicy> ShardOf(ReadOnlySpan<byte> key, out uint hash)
    {
        var full = KeyHash.Compute(key, _context.HashSeed);
        hash = (uint)full;
        return ShardOf(full);
    }

    // A shift by 64 is a shift by 0, hence the mask for a single shard.
    private CacheShard<S3FifoPolicy> ShardOf(ulong hash) =>
        _shards[(int)(hash >> (_shardShift & 63)) & (_shards.Length - 1)];

    /// <summary>
    /// Makes room for a write that its shard could not make room for alone, from whichever shard has most; false = refuse
    /// the write.
    /// </summary>
    private bool MakeRoom(long bytes, ref int tries)
    {
        if (bytes > _context.Memory.LimitBytes || ++tries > RoomTries)
            return false;
        var wanted = Math.Max(bytes, _context.SegmentBytes);
        do
        {
            if (!TryGiveBack())
                return false;
        }
        while (!_context.Memory.Fits(wanted));
        return true;
    }

    /// <summary>Meets the limit again after growth that nobody could foresee (an index's page, a dictionary's doubling).</summary>
    private void Trim()
    {
        while (_context.Memory.IsExceeded && TryGiveBack())
        {
            // Giving back is the whole of it.
        }
    }

    /// <summary>
    /// Ends every operation on a key: even a read may have written the tombstone of what it found expired.
    /// </summary>
    private TResult Trimmed<TResult>(TResult result)
    {
        if (_context.Memory.IsExceeded)
            Trim();
        return result;
    }

    /// <summary>Takes about a segment from the shard that has most, or the next that has any to give.</summary>
    private bool TryGiveBack()
    {
        // Free segments of those that have their share cost nobody anything; sweeping for one takes a fraction of a millisecond.
        foreach (var shard in _shards)
        {
            if (shard.HasSpare && shard.Bytes >= _context.FairShareBytes && shard.GiveSpareBack() > 0)
                return true;
        }

        var richest = 0;
        for (var i = 1; i < _shards.Length; i++)
        {
            if (_shards[i].Bytes > _shards[richest].Bytes)
                richest = i;
        }

        // A piece of the way to a segment, then one of those that should keep theirs: so no write does all of it.
        if (_shards[richest].GiveBack(StepsOfGiving) > 0)
            return true;
        foreach (var shard in _shards)
        {
            if (shard.HasSpare && shard.GiveSpareBack() > 0)
                return true;
        }

        for (var i = 0; i < _shards.Length; i++)
        {
            if (_shards[(richest + i) & (_shards.Length - 1)].GiveBack() > 0)
                return true;
        }

        return false;
    }

    private void Release()
    {
        foreach (var shard in _shards ?? [])
            shard?.Clear(atOnce: true);
        _context?.Arena.Close();
        _context?.Blocks.Close();
    }

    private static long Needs(ReadOnlySpan<byte> key, long payloadLength) =>
        Item.MaxHeaderLength + key.Length + payloadLength;
}
