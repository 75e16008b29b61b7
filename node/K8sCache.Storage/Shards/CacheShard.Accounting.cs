using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Shards;

internal sealed partial class CacheShard<TPolicy>
{
    public long Bytes
    {
        get
        {
            using var held = Hold(0);
            return _bytes;
        }
    }

    /// <summary>Recounts everything the slow way; null when the running counts agree, else what differs.</summary>
    public string? CheckAccounting()
    {
        using var held = Hold(0);
        var bytes = HeapSize.Array<int>(_buckets.Length)
            + (_entries.PageCount * (PagedArray<Entry>.PageBytes + _policy.PageBytes));
        int live = 0, expiring = 0, tombstones = 0, free = 0, reachable = 0;
        for (var index = 0; index < _entries.Capacity; index++)
        {
            ref var entry = ref _entries.At(index);
            bytes += DataBytes(entry);
            free += entry.Kind == EntryKind.None ? 1 : 0;
            tombstones += entry.Kind == EntryKind.Tombstone ? 1 : 0;
            live += HasValue(entry) ? 1 : 0;
            expiring += HasValue(entry) && entry.ExpiresAtMs != 0 ? 1 : 0;
            if (entry.Kind != EntryKind.None && Find(entry.Hash, KeyOf(entry)) == index)
                reachable++;
        }

        var freeListed = 0;
        for (var index = _freeHead; index != None; index = _entries.At(index).Next)
            freeListed++;
        var counted = (bytes, live, expiring, tombstones, free, reachable);
        var kept = (_bytes, _liveCount, _expiringCount, _tombstoneCount, freeListed, _liveCount + _tombstoneCount);
        return counted == kept ? null : $"recounted {counted}, kept {kept}";
    }
}
