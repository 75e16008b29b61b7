namespace K8sCache.Storage.Shards;

internal sealed partial class CacheShard<TPolicy>
{
    /// <summary>One past the last hash: a walk that arrives here has seen the shard.</summary>
    public const ulong HashEnd = 1UL << 32;

    // Buckets looked at under one hold of the lock: some hundred entries, tens of microseconds.
    private const int BucketsPerHold = 64;

    /// <summary>Visits live keys from a hash on, in the order of hashes. The hash to go on from.</summary>
    public ulong Scan<TVisitor>(ulong from, ref int remaining, ref TVisitor visitor)
        where TVisitor : IKeyVisitor, allows ref struct
    {
        using var held = _gate.EnterScope();
        var nowMs = _context.NowMs;
        Span<ulong> group = stackalloc ulong[HashIndex.MaxGroup];
        for (var buckets = 0; from < HashEnd && buckets < BucketsPerHold && remaining > 0; buckets++)
        {
            var count = _index.Collect((uint)from, group, out var next);
            for (var i = 0; i < count; i++)
            {
                var entry = EntryOf(group[i], from, next, out _);
                if (!entry.HasValue || entry.Item.IsExpired(nowMs))
                    continue;
                visitor.Visit(entry.Item.Key, entry.Item.Kind);
                remaining--;
            }

            from = next;
        }

        return from;
    }

    /// <summary>Drops everything at once; the memory is given back to the system behind the callers' backs.</summary>
    /// <param name="atOnce">Whether that is waited for.</param>
    public void Clear(bool atOnce = false)
    {
        using var held = _gate.EnterScope();
        var (index, log, policy) = (_index, _log, _policy);
        _memory.Detach();
        StartEmpty();
        if (atOnce || log.Bytes <= FreedAtOnceBytes)
            Free(index, log, policy);
        else
            ThreadPool.UnsafeQueueUserWorkItem(_ => Free(index, log, policy), null);
    }

    // Giving this much back takes a fraction of a millisecond.
    private const long FreedAtOnceBytes = 1024 * 1024;

    private static void Free(HashIndex index, SegmentLog log, TPolicy policy)
    {
        index.Clear();
        log.Clear();
        policy.Clear();
    }

    /// <summary>The entry of a collected slot when its hash is in the range, with that hash; else none.</summary>
    private Entry EntryOf(ulong slot, ulong from, ulong end, out uint hash)
    {
        var address = SlotRef.AddressOf(slot);
        var item = _log.ItemAt(address);
        hash = HashOf(item.Key);
        return hash >= from && hash < end ? new Entry(default, address, item) : default;
    }
}
