namespace K8sCache.Storage.Shards;

internal sealed partial class CacheShard<TPolicy>
{
    // Records looked at under one hold of the lock: a few microseconds.
    private const int RecordsPerHold = 512;

    /// <summary>Visits live keys from a record on. The record to go on from; -1 = the shard is done.</summary>
    public int Scan<TVisitor>(int from, ref int remaining, ref TVisitor visitor)
        where TVisitor : IKeyVisitor, allows ref struct
    {
        using var held = Hold(0);
        var nowMs = _context.NowMs;
        var end = Math.Min((long)_entries.Capacity, (long)from + RecordsPerHold);
        var index = from;
        for (; index < end && remaining > 0; index++)
        {
            ref var entry = ref _entries.At(index);
            if (!HasValue(entry) || IsExpired(entry, nowMs))
                continue;
            visitor.Visit(KeyOf(entry), entry.Kind);
            remaining--;
        }

        return index < _entries.Capacity ? index : None;
    }

    /// <summary>Removes what expired among the next records. The record to go on from; -1 = the shard is done.</summary>
    public int Sweep(int from, out int removed)
    {
        using var held = Hold(0);
        removed = 0;
        if (_expiringCount + _tombstoneCount == 0)
            return None;
        var nowMs = _context.NowMs;
        var end = Math.Min((long)_entries.Capacity, (long)from + RecordsPerHold);
        var index = from;
        for (; index < end; index++)
        {
            ref var entry = ref _entries.At(index);
            if (entry.Kind == EntryKind.None || !IsExpired(entry, nowMs))
                continue;
            if (entry.Kind == EntryKind.Tombstone)
                Remove(index);
            else
                Expire(index, nowMs);
            removed++;
        }

        return index < _entries.Capacity ? index : None;
    }

    /// <summary>Drops everything at once.</summary>
    public void Clear()
    {
        using var held = Hold(0);
        ClearTable();
    }

    private static bool HasValue(scoped in Entry entry) => entry.Kind is not (EntryKind.None or EntryKind.Tombstone);
}
