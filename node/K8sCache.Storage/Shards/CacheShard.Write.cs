using K8sCache.Storage.Values;

namespace K8sCache.Storage.Shards;

/// <summary>How entries come, change and go. Room was made before; see <see cref="HasRoom"/>.</summary>
internal sealed partial class CacheShard<TPolicy>
{
    // A value up to a fifth too long is written over in place: most overwrites then move nothing.
    private const int ReuseSlackDivisor = 5;
    private const int MinReuseSlackBytes = 16;

    private static bool Fits(Item item, int wanted)
    {
        var spare = item.PayloadLength + item.SpareBytes - wanted;
        return spare >= 0 && spare <= Math.Max(MinReuseSlackBytes, wanted / ReuseSlackDivisor);
    }

    /// <summary>Writes an entry for a key that has none.</summary>
    private Entry Insert(uint hash, ReadOnlySpan<byte> key, in ItemSpec spec, long nowMs)
    {
        var slot = HasValue(spec.Kind) ? PrefetchedSlotOf(key) : NoSlot;
        var queue = _context.Evicts ? _policy.Admit(hash, EntryCount) : LogQueue.Small;
        var address = _log.Append(queue, ExpiryClass.Of(spec.ExpiresAtMs, nowMs), spec, key);
        _log.NoteExpiry(address, spec.ExpiresAtMs);
        _index.Insert(hash, address);
        PrepareGhosts();
        var item = _log.ItemAt(address);
        Count(spec.Kind, spec.ExpiresAtMs, +1);
        if (slot != NoSlot)
            _slotCounts[slot]++;
        return new Entry(default, address, item);
    }

    /// <summary>Writes an entry's successor elsewhere; the payload is the caller's to carry over before it ends the old.</summary>
    private Entry Append(in Entry old, in ItemSpec spec, long nowMs)
    {
        var queue = _log[_log.SegmentOf(old.Address)].Queue;
        var address = _log.Append(queue, ExpiryClass.Of(spec.ExpiresAtMs, nowMs), spec, old.Item.Key);
        _log.NoteExpiry(address, spec.ExpiresAtMs);
        return new Entry(old.Slot, address, _log.ItemAt(address));
    }

    private void Replace(uint hash, in Entry old, in Entry successor)
    {
        CountChange(old.Item, successor.Item.Kind, successor.Item.ExpiresAtMs);
        if (old.Item.IsLarge)
            _larges.Remove(old.Item);
        _index.Find(hash, old.Address).Move(successor.Address);
        _log.Kill(old.Address);
        RetireIfEmpty(_log.SegmentOf(old.Address));
    }

    /// <summary>Makes the entry's payload this long, its content undefined.</summary>
    private Entry Overwrite(
        uint hash, in Entry old, ReadOnlySpan<byte> key, EntryKind kind, int length, long expiresAtMs, long nowMs)
    {
        var spec = new ItemSpec { Kind = kind, KeyLength = key.Length, PayloadLength = length, ExpiresAtMs = expiresAtMs };
        if (old.IsNone)
            return Insert(hash, key, spec, nowMs);
        if (!old.Item.IsLarge && Fits(old.Item, length))
        {
            CountChange(old.Item, kind, old.Item.ExpiresAtMs);
            SetKind(old, kind);
            old.Item.Resize(length);
            return old;
        }

        var successor = Append(old, spec, nowMs);
        Replace(hash, old, successor);
        return successor;
    }

    /// <summary>Replaces a range of the payload by undefined bytes to be filled in; what is around it stays.</summary>
    private Entry Splice(
        uint hash, in Entry old, int offset, int removeLength, int insertLength, int spareBytes, long nowMs)
    {
        var payload = old.Item.Payload;
        var newLength = payload.Length - removeLength + insertLength;
        if (Fits(old.Item, newLength) || newLength == payload.Length)
        {
            var tail = payload[(offset + removeLength)..];
            if (newLength > payload.Length)
                old.Item.Resize(newLength);
            tail.CopyTo(old.Item.Payload[(offset + insertLength)..]);
            old.Item.Resize(newLength);
            return old;
        }

        var successor = Append(old, SpecOf(old.Item) with { PayloadLength = newLength, SpareBytes = spareBytes }, nowMs);
        payload[..offset].CopyTo(successor.Item.Payload);
        payload[(offset + removeLength)..].CopyTo(successor.Item.Payload[(offset + insertLength)..]);
        Replace(hash, old, successor);
        return successor;
    }

    private Entry SetLarge(
        uint hash, in Entry old, ReadOnlySpan<byte> key, EntryKind kind, LargeValue large, long expiresAtMs, long nowMs)
    {
        var spec = new ItemSpec
        {
            Kind = kind,
            KeyLength = key.Length,
            PayloadLength = LargeValues.NumberBytes,
            ExpiresAtMs = expiresAtMs,
            IsLarge = true,
        };
        var successor = old.IsNone ? Insert(hash, key, spec, nowMs) : Append(old, spec, nowMs);
        BitConverter.TryWriteBytes(successor.Item.Payload, _larges.Add(large));
        if (!old.IsNone)
            Replace(hash, old, successor);
        return successor;
    }

    /// <summary>Ends a write: when the entry expires, and its version. Moves it where it has no room for these.</summary>
    private Entry Finish(uint hash, Entry entry, long expiresAtMs, EntryVersion version, long nowMs)
    {
        var item = entry.Item;
        if (item.ExpiresAtMs != expiresAtMs)
        {
            CountChange(item, item.Kind, expiresAtMs);
            if (!item.TrySetExpiry(expiresAtMs))
                entry = Relayout(hash, entry, SpecOf(item) with { ExpiresAtMs = expiresAtMs }, nowMs);
            _log.NoteExpiry(entry.Address, expiresAtMs);
        }

        if (!entry.Item.TrySetVersion(version, _context.Nodes))
        {
            entry = Relayout(hash, entry, SpecOf(entry.Item) with { WideVersion = true }, nowMs);
            entry.Item.TrySetVersion(version, _context.Nodes);
        }

        return entry;
    }

    private static ItemSpec SpecOf(Item item) => new()
    {
        Kind = item.Kind,
        KeyLength = item.Key.Length,
        PayloadLength = item.PayloadLength,
        ExpiresAtMs = item.ExpiresAtMs,
        WideVersion = item.HasWideVersion,
        IsLarge = item.IsLarge,
    };

    /// <summary>Gives an entry another header around the same payload; counts and version are the caller's business.</summary>
    private Entry Relayout(uint hash, in Entry old, in ItemSpec spec, long nowMs)
    {
        var entry = old;
        if (!old.Item.TryRelayout(spec))
        {
            entry = Append(old, spec, nowMs);
            old.Item.Payload.CopyTo(entry.Item.Payload);
            _index.Find(hash, old.Address).Move(entry.Address);
            _log.Kill(old.Address);
            RetireIfEmpty(_log.SegmentOf(old.Address));
        }

        return entry;
    }

    private void SetKind(in Entry entry, EntryKind kind)
    {
        entry.Item.SetKind(kind);
        _log.RawAt(entry.Address).SetKind(kind);
    }
}
