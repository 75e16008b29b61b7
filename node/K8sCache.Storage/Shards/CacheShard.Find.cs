using System.Runtime.CompilerServices;

namespace K8sCache.Storage.Shards;

internal sealed partial class CacheShard<TPolicy> : IHashSource
{
    uint IHashSource.HashAt(long address) => HashOf(_log.ItemAt(address).Key);

    private uint HashOf(ReadOnlySpan<byte> key) => (uint)KeyHash.Compute(key, _context.HashSeed);

    /// <summary>
    /// Has the processor fetch what a write of a key with this hash will look at first. Needs no lock, and is worth
    /// it when enough work lies between.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(uint hash)
    {
        _index.Prefetch(hash);
        _policy.Prefetch(hash);
    }

    public void PrefetchBucket(uint hash) => _index.Prefetch(hash);

    /// <summary>Has the processor fetch the entry with this hash; worth it when what a search looks at was fetched before.</summary>
    public void PrefetchEntry(uint hash)
    {
        if (_context.Arena.StaysMapped && _index.PeekAddress(hash) is not 0 and var address)
            _log.Prefetch(address);
    }

    /// <summary>The key's entry, whatever it holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Entry Find(uint hash, ReadOnlySpan<byte> key)
    {
        var search = _index.Begin(hash);
        while (search.Next(_index) is { IsNone: false } slot)
        {
            var address = slot.Address;
            var item = _log.ItemAt(address);
            if (item.Key.SequenceEqual(key))
                return new Entry(slot, address, item);
        }

        return default;
    }

    /// <summary>The key's entry when it has a value now; an expired one goes on the way.</summary>
    private Entry FindLive(uint hash, ReadOnlySpan<byte> key)
    {
        var entry = Find(hash, key);
        if (entry.IsNone || entry.Item.Kind == EntryKind.Tombstone)
            return default;
        if (!entry.Item.HasExpiry)
            return entry;
        var nowMs = _context.NowMs;
        if (!entry.Item.IsExpired(nowMs))
            return entry;
        Expire(hash, entry, nowMs);
        return default;
    }

    /// <summary>As <see cref="FindLive"/>, and counts as a use for eviction.</summary>
    private Entry FindUsed(uint hash, ReadOnlySpan<byte> key)
    {
        var entry = FindLive(hash, key);
        if (!entry.IsNone)
            entry.Slot.CountUse();
        return entry;
    }

    /// <summary>The slot of an entry that was found: where it was then, unless the index moved it since.</summary>
    private SlotRef PlaceOf(uint hash, in Entry entry) =>
        !entry.Slot.IsNone && entry.Slot.Address == entry.Address ? entry.Slot : _index.Find(hash, entry.Address);

    private Entry EntryAt(uint hash, long address) => new(_index.Find(hash, address), address, _log.ItemAt(address));
}
