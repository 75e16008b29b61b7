using System.Diagnostics;
using System.Runtime.CompilerServices;
using K8sCache.Storage.Memory;
using K8sCache.Storage.Values;

namespace K8sCache.Storage.Shards;

internal sealed partial class CacheShard<TPolicy>
{
    private const int None = -1;
    private const int MinBuckets = 16;

    private static ReadOnlySpan<byte> KeyOf(scoped in Entry entry) =>
        entry.Data is byte[] bytes
            ? bytes.AsSpan(0, entry.KeyLength)
            : Unsafe.As<LargeValue>(entry.Data!).Key;

    private static Span<byte> PayloadOf(scoped in Entry entry) =>
        Unsafe.As<byte[]>(entry.Data!).AsSpan(entry.KeyLength, entry.PayloadLength);

    private static long DataBytes(scoped in Entry entry) => entry.Data switch
    {
        byte[] bytes => HeapSize.Bytes(bytes.Length),
        LargeValue large => large.ChargedBytes + HeapSize.Bytes(large.Key.Length),
        _ => 0,
    };

    private static bool IsExpired(scoped in Entry entry, long nowMs) => entry.ExpiresAtMs != 0 && entry.ExpiresAtMs <= nowMs;

    /// <summary>The record of a key, whatever it holds.</summary>
    private int Find(uint hash, ReadOnlySpan<byte> key)
    {
        var index = _buckets[hash & (uint)(_buckets.Length - 1)] - 1;
        while (index != None)
        {
            ref var entry = ref _entries.At(index);
            if (entry.Hash == hash && entry.KeyLength == key.Length && KeyOf(entry).SequenceEqual(key))
                return index;
            index = entry.Next;
        }

        return None;
    }

    /// <summary>The record of a key that has a value now; an expired one goes on the way.</summary>
    private int FindLive(uint hash, ReadOnlySpan<byte> key, long nowMs)
    {
        var index = Find(hash, key);
        if (index == None)
            return None;
        ref var entry = ref _entries.At(index);
        if (entry.Kind == EntryKind.Tombstone)
            return None;
        if (!IsExpired(entry, nowMs))
            return index;
        Expire(index, nowMs);
        return None;
    }

    /// <summary>As <see cref="FindLive"/>, and counts as a use for eviction.</summary>
    private int FindUsed(uint hash, ReadOnlySpan<byte> key, long nowMs)
    {
        var index = FindLive(hash, key, nowMs);
        if (index != None)
            _policy.Used(index);
        return index;
    }

    /// <summary>Takes a record for a key that has none. The caller fills in data, kind and version.</summary>
    private int Insert(uint hash, ReadOnlySpan<byte> key)
    {
        if (_freeHead == None)
            AddPage();
        var index = _freeHead;
        ref var entry = ref _entries.At(index);
        _freeHead = entry.Next;

        if (_liveCount + _tombstoneCount >= _buckets.Length)
            DoubleBuckets();
        ref var bucket = ref _buckets[hash & (uint)(_buckets.Length - 1)];
        entry = new Entry { Hash = hash, Next = bucket - 1, KeyLength = key.Length, Slot = _context.SlotOf(key) };
        bucket = index + 1;
        _policy.Added(index, hash);
        return index;
    }

    private void Remove(int index)
    {
        ref var entry = ref _entries.At(index);
        Unlink(index, entry);
        _policy.Removed(index);
        Charge(-DataBytes(entry));
        CountInSlot(entry, HasValue(entry) ? -1 : 0);
        Count(entry, -1);
        entry = new Entry { Next = _freeHead };
        _freeHead = index;
    }

    private void Unlink(int index, in Entry entry)
    {
        ref var bucket = ref _buckets[entry.Hash & (uint)(_buckets.Length - 1)];
        if (bucket == index + 1)
        {
            bucket = entry.Next + 1;
            return;
        }

        var previous = bucket - 1;
        while (_entries.At(previous).Next != index)
            previous = _entries.At(previous).Next;
        _entries.At(previous).Next = entry.Next;
    }

    /// <summary>Changes what a record holds and when it expires, keeping the counts right.</summary>
    private void Describe(ref Entry entry, EntryKind kind, long expiresAtMs)
    {
        var before = HasValue(entry) ? 1 : 0;
        Count(entry, -1);
        entry.Kind = kind;
        entry.ExpiresAtMs = expiresAtMs;
        Count(entry, +1);
        CountInSlot(entry, (HasValue(entry) ? 1 : 0) - before);
    }

    private void CountInSlot(in Entry entry, int change)
    {
        if (change != 0)
            Interlocked.Add(ref _context.SlotCounts[entry.Slot], change);
    }

    private void Count(scoped in Entry entry, int sign)
    {
        switch (entry.Kind)
        {
            case EntryKind.None:
                return;
            case EntryKind.Tombstone:
                _tombstoneCount += sign;
                return;
            default:
                _liveCount += sign;
                _expiringCount += entry.ExpiresAtMs != 0 ? sign : 0;
                return;
        }
    }

    /// <summary>Replaces a record's data object and charges the difference.</summary>
    private void ReplaceData(ref Entry entry, object data)
    {
        var before = DataBytes(entry);
        entry.Data = data;
        Charge(DataBytes(entry) - before);
    }

    private void AddPage()
    {
        var first = _entries.Capacity;
        _entries.AddPage();
        _policy.AddPage();
        Charge(PagedArray<Entry>.PageBytes + _policy.PageBytes);
        for (var index = _entries.Capacity - 1; index >= first; index--)
        {
            _entries.At(index).Next = _freeHead;
            _freeHead = index;
        }
    }

    private void DoubleBuckets()
    {
        var old = _buckets;
        Debug.Assert(int.IsPow2(old.Length), "the bucket of a hash is its low bits");
        _buckets = new int[old.Length * 2];
        Charge(HeapSize.Array<int>(_buckets.Length) - HeapSize.Array<int>(old.Length));
        foreach (var head in old)
        {
            for (var index = head - 1; index != None;)
            {
                ref var entry = ref _entries.At(index);
                var next = entry.Next;
                ref var bucket = ref _buckets[entry.Hash & (uint)(_buckets.Length - 1)];
                entry.Next = bucket - 1;
                bucket = index + 1;
                index = next;
            }
        }
    }

    /// <summary>Drops every record; but for the slots' counts nothing is walked, the collector gets the table whole.</summary>
    private void ClearTable()
    {
        for (var index = 0; index < _entries.Capacity && _liveCount > 0; index++)
            CountInSlot(_entries.At(index), HasValue(_entries.At(index)) ? -1 : 0);
        _entries.Clear();
        _policy.Clear();
        _buckets = new int[MinBuckets];
        _freeHead = None;
        _liveCount = 0;
        _expiringCount = 0;
        _tombstoneCount = 0;
        Charge(HeapSize.Array<int>(MinBuckets) - _bytes);
    }
}
