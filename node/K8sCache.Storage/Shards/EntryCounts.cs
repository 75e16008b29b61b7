using K8sCache.Storage.Memory;
using K8sCache.Storage.Segments;

namespace K8sCache.Storage.Shards;

/// <summary>What a shard holds and what it did, counted as it happens. Written under its lock, read without.</summary>
internal sealed class EntryCounts(EngineContext context)
{
    /// <summary>A slot that is not counted: of an entry without a value.</summary>
    public const int NoSlot = -1;

    private readonly int[] _slots = new int[CacheEngineOptions.SlotCount];
    private int _live;
    private int _expiring;
    private int _tombstones;
    private long _evictedTotal;
    private long _evictedBytesTotal;
    private long _expiredTotal;

    /// <summary>Entries with a value, expired ones that are still here among them.</summary>
    public int Live => Volatile.Read(ref _live);

    /// <summary>Those of them that expire.</summary>
    public int Expiring => Volatile.Read(ref _expiring);

    public int Tombstones => Volatile.Read(ref _tombstones);

    /// <summary>All in the index.</summary>
    public int Entries => _live + _tombstones;

    /// <summary>Whether the sweeper of what expires can have anything to do.</summary>
    public bool AnyExpires => _expiring + _tombstones != 0;

    public long EvictedTotal => Volatile.Read(ref _evictedTotal);

    public long EvictedBytesTotal => Volatile.Read(ref _evictedBytesTotal);

    public long ExpiredTotal => Volatile.Read(ref _expiredTotal);

    /// <summary>Entries swept, moved or compacted.</summary>
    public long Work { get; set; }

    public static bool HasValue(EntryKind kind) => kind is not (EntryKind.None or EntryKind.Tombstone);

    /// <summary>Entries with a value in a hash slot.</summary>
    public int In(int slot) => Volatile.Read(ref _slots[slot]);

    /// <summary>The slot an entry of this kind is counted in.</summary>
    public int SlotOf(EntryKind kind, ReadOnlySpan<byte> key) => HasValue(kind) ? context.SlotOf(key) : NoSlot;

    /// <summary>The key's slot, whose count is about to change: a line of its own, fetched while other work is done.</summary>
    public int PrefetchedSlotOf(ReadOnlySpan<byte> key)
    {
        var slot = context.SlotOf(key);
        Prefetching.Fetch(ref _slots[slot]);
        return slot;
    }

    public void Came(EntryKind kind, long expiresAtMs, int slot)
    {
        Count(kind, expiresAtMs, +1);
        if (slot != NoSlot)
            _slots[slot]++;
    }

    public void Went(EntryKind kind, long expiresAtMs, int slot)
    {
        Count(kind, expiresAtMs, -1);
        if (slot != NoSlot)
            _slots[slot]--;
    }

    /// <summary>An entry is about to become of another kind, or to expire at another time.</summary>
    public void Changes(Item item, EntryKind kind, long expiresAtMs) =>
        Changed(item.Key, item.Kind, item.ExpiresAtMs, kind, expiresAtMs);

    public void Changed(ReadOnlySpan<byte> key, EntryKind from, long fromExpiresAtMs, EntryKind to, long expiresAtMs)
    {
        Count(from, fromExpiresAtMs, -1);
        Count(to, expiresAtMs, +1);
        var change = (HasValue(to) ? 1 : 0) - (HasValue(from) ? 1 : 0);
        if (change != 0)
            _slots[context.SlotOf(key)] += change;
    }

    public void Expired() => _expiredTotal++;

    public void Evicted(long bytes)
    {
        _evictedTotal++;
        _evictedBytesTotal += bytes;
    }

    /// <summary>Everything went at once; the totals stay.</summary>
    public void Clear()
    {
        Array.Clear(_slots);
        _live = 0;
        _expiring = 0;
        _tombstones = 0;
    }

    private void Count(EntryKind kind, long expiresAtMs, int sign)
    {
        if (kind == EntryKind.Tombstone)
        {
            _tombstones += sign;
            return;
        }

        _live += sign;
        _expiring += expiresAtMs != 0 ? sign : 0;
    }
}
