using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Shards;

/// <summary>How entries go, and what is counted of them.</summary>
internal sealed partial class CacheShard<TPolicy>
{
    private const int NoSlot = -1;

    /// <summary>Takes an entry out without a trace.</summary>
    private void Remove(uint hash, in Entry entry) =>
        Remove(hash, entry, HasValue(entry.Item.Kind) ? _context.SlotOf(entry.Item.Key) : NoSlot);

    private void Remove(uint hash, in Entry entry, int slot)
    {
        var item = entry.Item;
        Count(item.Kind, item.ExpiresAtMs, -1);
        if (slot != NoSlot)
            _slotCounts[slot]--;
        if (item.IsLarge)
            _larges.Remove(item);
        _index.Remove(PlaceOf(hash, entry));
        _log.Kill(entry.Address);
        RetireIfEmpty(_log.SegmentOf(entry.Address));
    }

    /// <summary>Deletes: leaves a tombstone of this version, or nothing where none are kept.</summary>
    private void Bury(uint hash, in Entry entry, EntryVersion version, long nowMs)
    {
        if (!_context.KeepTombstones)
        {
            Remove(hash, entry);
            return;
        }

        var expiresAtMs = nowMs + _context.TombstoneLifetimeMs;
        var spec = new ItemSpec
        {
            Kind = EntryKind.Tombstone,
            KeyLength = entry.Item.Key.Length,
            PayloadLength = 0,
            ExpiresAtMs = expiresAtMs,
            WideVersion = !Item.IsNarrow(version, _context.Nodes),
        };
        if (!_context.Evicts && !entry.Item.IsLarge && !_log.RawAt(entry.Address).IsStub && TryBuryInPlace(entry, spec, version))
            return;
        var tombstone = Append(entry, spec, nowMs);
        tombstone.Item.TrySetVersion(version, _context.Nodes);
        Replace(hash, entry, tombstone);
    }

    /// <summary>Where nothing may be evicted, a delete takes no room but the entry's own.</summary>
    private bool TryBuryInPlace(in Entry entry, in ItemSpec spec, EntryVersion version)
    {
        var (kind, expiresAtMs) = (entry.Item.Kind, entry.Item.ExpiresAtMs);
        if (!entry.Item.TryRelayout(spec))
            return false;
        entry.Item.TrySetVersion(version, _context.Nodes);
        Count(kind, expiresAtMs, -1);
        Count(EntryKind.Tombstone, spec.ExpiresAtMs, +1);
        CountInSlot(entry.Item.Key, HasValue(kind) ? -1 : 0);
        _log.NoteExpiry(entry.Address, spec.ExpiresAtMs);
        return true;
    }

    /// <summary>Removes an expired entry. Its tombstone has its own version: expiry is no write.</summary>
    private void Expire(uint hash, in Entry entry, long nowMs)
    {
        _expiredTotal++;
        _context.Removals?.Invoke(entry.Item.Key, RemovalReason.Expired);
        Bury(hash, entry, entry.Item.Version(_context.Nodes), nowMs);
    }

    private static bool HasValue(EntryKind kind) => kind is not (EntryKind.None or EntryKind.Tombstone);

    private void CountChange(Item item, EntryKind kind, long expiresAtMs)
    {
        Count(item.Kind, item.ExpiresAtMs, -1);
        Count(kind, expiresAtMs, +1);
        CountInSlot(item.Key, (HasValue(kind) ? 1 : 0) - (HasValue(item.Kind) ? 1 : 0));
    }

    private void Count(EntryKind kind, long expiresAtMs, int sign)
    {
        if (kind == EntryKind.Tombstone)
        {
            _tombstoneCount += sign;
            return;
        }

        _liveCount += sign;
        _expiringCount += expiresAtMs != 0 ? sign : 0;
    }

    /// <summary>The key's slot, whose count is about to change: a line of its own, fetched while other work is done.</summary>
    private int PrefetchedSlotOf(ReadOnlySpan<byte> key)
    {
        var slot = _context.SlotOf(key);
        Prefetching.Fetch(ref _slotCounts[slot]);
        return slot;
    }

    private void CountInSlot(ReadOnlySpan<byte> key, int change)
    {
        if (change != 0)
            _slotCounts[_context.SlotOf(key)] += change;
    }

    /// <summary>Frees a segment at once when its last entry went; the one being swept goes on.</summary>
    private void RetireIfEmpty(int segment)
    {
        if (IsHand(segment) || _log[segment].LiveBytes != 0)
            return;
        if (!_log[segment].IsOpen || !_log.TryReset(segment))
            Retire(segment);
        else if (segment == _walked)
            _walked = Segment.None;
    }

    private void Retire(int segment)
    {
        if (IsHand(segment))
            _hands[(int)_log[segment].Queue] = Segment.None;
        if (segment == _passFrom || segment == _passTo)
            EndPass();
        if (segment == _walked)
            _walked = Segment.None;
        _log.Retire(segment);
        ForgetWindows();
        ReleaseSpareSegments();
    }

    private void ReleaseSpareSegments()
    {
        var keep = _context.Memory.Fits(_context.ComfortBytes) ? 0 : KeptFree;
        if (_log.FreeCount > keep)
            _log.ReleaseFree(keep);
    }

    private void ForgetPlaces()
    {
        Array.Clear(_hands);
        ForgetWindows();
        _walked = Segment.None;
        EndPass();
    }
}
