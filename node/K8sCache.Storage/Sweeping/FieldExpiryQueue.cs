using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Sweeping;

/// <summary>
/// Which hashes have fields that expire, and when the first of them does: so the sweeper goes to those whose time has
/// come and looks at no other. May be told too early a time, and of hashes that are gone: it asks then.
/// </summary>
internal sealed class FieldExpiryQueue(ulong seed, Action<long> charge, SweepSignal sweeps)
{
    // A dictionary entry, a heap node, the key's array header; growth spread over the entries.
    private const int EntryBytes = 120;

    // Stale ones are looked for when there are this many, and again whenever their number has doubled.
    private const int MinCompaction = 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<byte[], long> _due = new(new BytesComparer(seed));
    private readonly PriorityQueue<byte[], long> _queue = new();
    private int _compactAt = MinCompaction;
    private long _bytes;

    /// <summary>Heap bytes, as charged.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
                return _bytes;
        }
    }

    public int Count
    {
        get
        {
            lock (_gate)
                return _due.Count;
        }
    }

    /// <summary>Whether <see cref="TakeAll"/> is due, for most may be of hashes long gone.</summary>
    public bool IsOvergrown
    {
        get
        {
            lock (_gate)
                return _queue.Count > _compactAt;
        }
    }

    /// <summary>When the next hash's time comes, about; never, while there is none.</summary>
    public long NextMs
    {
        get
        {
            lock (_gate)
                return _queue.TryPeek(out _, out var atMs) ? atMs : long.MaxValue;
        }
    }

    /// <summary>To be called when a field of the hash may expire earlier than any did before.</summary>
    public void Add(ReadOnlySpan<byte> key, long atMs)
    {
        lock (_gate)
        {
            var lookup = _due.GetAlternateLookup<ReadOnlySpan<byte>>();
            if (lookup.TryGetValue(key, out var known) && known <= atMs)
                return;
            var kept = key.ToArray();
            _due[kept] = atMs;
            _queue.Enqueue(kept, atMs);
            Charge(Cost(kept));
        }

        sweeps.Raise();
    }

    /// <summary>Takes the next hash whose time has come.</summary>
    public bool TryTake(long nowMs, out byte[] key)
    {
        lock (_gate)
        {
            while (_queue.TryPeek(out var first, out var atMs) && atMs <= nowMs)
            {
                _queue.Dequeue();
                Charge(-Cost(first));
                if (!_due.TryGetValue(first, out var due) || due != atMs)
                    continue;
                _due.Remove(first);
                key = first;
                return true;
            }
        }

        key = [];
        return false;
    }

    /// <summary>Takes everything out, for those that still hold to be added again.</summary>
    public byte[][] TakeAll()
    {
        lock (_gate)
        {
            Charge(-_bytes);
            byte[][] keys = [.. _due.Keys];
            _due.Clear();
            _queue.Clear();
            return keys;
        }
    }

    /// <summary>To be called when those of <see cref="TakeAll"/> that still hold were added again.</summary>
    public void Compacted()
    {
        lock (_gate)
            _compactAt = Math.Max(MinCompaction, _queue.Count * 2);
    }

    private void Charge(long bytes)
    {
        _bytes += bytes;
        charge(bytes);
    }

    private static long Cost(byte[] key) => EntryBytes + HeapSize.Bytes(key.Length);
}
