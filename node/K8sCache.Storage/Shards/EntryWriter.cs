using System.Runtime.CompilerServices;
using K8sCache.Storage.Eviction;
using K8sCache.Storage.Index;
using K8sCache.Storage.Segments;
using K8sCache.Storage.Values;

namespace K8sCache.Storage.Shards;

/// <summary>How entries come, change and go. Room was made before; see <see cref="RoomMaker{TPolicy}"/>.</summary>
internal sealed class EntryWriter<TPolicy>
    where TPolicy : struct, IEvictionPolicy
{
    // A value up to a fifth too long is written over in place: most overwrites then move nothing.
    private const int ReuseSlackDivisor = 5;
    private const int MinReuseSlackBytes = 16;

    // Ghosts get their memory from when this part of the limit is left, and not all of it with the first eviction.
    private const int GhostsFromDivisor = 4;

    private readonly EngineContext _context;
    private readonly EntryTable _table;
    private readonly EntryCounts _counts;
    private readonly SegmentPlaces _places;
    private readonly VersionClock _clock;
    private readonly HashIndex _index;
    private readonly SegmentLog _log;

    /// <summary>Decides where entries come in and which go; a struct that changes, hence a field.</summary>
    public TPolicy Policy;

    public EntryWriter(EntryTable table, EntryCounts counts, SegmentPlaces places, VersionClock clock, TPolicy policy)
    {
        _context = table.Context;
        _table = table;
        _counts = counts;
        _places = places;
        _clock = clock;
        _index = table.Index;
        _log = table.Log;
        Policy = policy;
    }

    /// <summary>The key's entry when it has a value now; an expired one goes on the way.</summary>
    public Entry FindLive(uint hash, ReadOnlySpan<byte> key) =>
        _table.TryFindLive(hash, key, out var entry) ? entry : Expire(hash, entry);

    /// <summary>As <see cref="FindLive"/>, and counts as a use for eviction.</summary>
    public Entry FindUsed(uint hash, ReadOnlySpan<byte> key)
    {
        var entry = FindLive(hash, key);
        if (!entry.IsNone)
            entry.Slot.CountUse();
        return entry;
    }

    /// <summary>Writes a string over what a key has, which is none or alive.</summary>
    public void WriteString(
        uint hash, in Entry live, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, long expiresAtMs, long nowMs)
    {
        var known = live;
        if (live.IsNone && _counts.Tombstones > 0)
            known = _table.Find(hash, key);
        if (!live.IsNone)
            live.Slot.CountUse();
        var entry = Overwrite(hash, known, key, EntryKind.String, value.Length, expiresAtMs, nowMs);
        value.CopyTo(entry.Item.Payload);
        Finish(hash, entry, expiresAtMs, _clock.Next(nowMs), nowMs);
    }

    /// <summary>Makes the entry's payload this long, its content undefined.</summary>
    public Entry Overwrite(
        uint hash, in Entry old, ReadOnlySpan<byte> key, EntryKind kind, int length, long expiresAtMs, long nowMs)
    {
        var spec = new ItemSpec { Kind = kind, KeyLength = key.Length, PayloadLength = length, ExpiresAtMs = expiresAtMs };
        if (old.IsNone)
            return Insert(hash, key, spec, nowMs);
        if (!old.Item.IsLarge && Fits(old.Item, length))
        {
            _counts.Changes(old.Item, kind, old.Item.ExpiresAtMs);
            SetKind(old, kind);
            old.Item.Resize(length);
            return old;
        }

        var successor = Append(old, spec, nowMs);
        Replace(hash, old, successor);
        return successor;
    }

    /// <summary>Replaces a range of the payload by undefined bytes to be filled in; what is around it stays.</summary>
    public Entry Splice(
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

    public Entry SetLarge(
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
        BitConverter.TryWriteBytes(successor.Item.Payload, _table.Larges.Add(large));
        if (!old.IsNone)
            Replace(hash, old, successor);
        return successor;
    }

    /// <summary>Ends a write: when the entry expires, and its version. Moves it where it has no room for these.</summary>
    public Entry Finish(uint hash, Entry entry, long expiresAtMs, EntryVersion version, long nowMs)
    {
        var item = entry.Item;
        if (item.ExpiresAtMs != expiresAtMs)
        {
            _counts.Changes(item, item.Kind, expiresAtMs);
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

    /// <summary>Takes an entry out without a trace.</summary>
    public void Remove(uint hash, in Entry entry) => Remove(hash, entry, _counts.SlotOf(entry.Item.Kind, entry.Item.Key));

    /// <summary>As above, of an entry whose slot is known.</summary>
    public void Remove(uint hash, in Entry entry, int slot)
    {
        var item = entry.Item;
        _counts.Went(item.Kind, item.ExpiresAtMs, slot);
        if (item.IsLarge)
            _table.Larges.Remove(item);
        _index.Remove(_table.PlaceOf(hash, entry));
        Kill(entry.Address);
    }

    /// <summary>Deletes: leaves a tombstone of this version, or nothing where none are kept.</summary>
    public void Bury(uint hash, in Entry entry, EntryVersion version, long nowMs)
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

    /// <summary>Removes an expired entry. Its tombstone has its own version: expiry is no write. What is left has no value: none.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Entry Expire(uint hash, in Entry entry)
    {
        _counts.Expired();
        _context.Removals?.Invoke(entry.Item.Key, RemovalReason.Expired);
        Bury(hash, entry, entry.Item.Version(_context.Nodes), _context.NowMs);
        return default;
    }

    /// <summary>Gives back all that entries and policy take.</summary>
    public void Free()
    {
        _index.Clear();
        _log.Clear();
        Policy.Clear();
    }

    private static bool Fits(Item item, int wanted)
    {
        var spare = item.PayloadLength + item.SpareBytes - wanted;
        return spare >= 0 && spare <= Math.Max(MinReuseSlackBytes, wanted / ReuseSlackDivisor);
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

    /// <summary>Writes an entry for a key that has none.</summary>
    private Entry Insert(uint hash, ReadOnlySpan<byte> key, in ItemSpec spec, long nowMs)
    {
        var slot = EntryCounts.HasValue(spec.Kind) ? _counts.PrefetchedSlotOf(key) : EntryCounts.NoSlot;
        var queue = _context.Evicts ? Policy.Admit(hash, _counts.Entries) : LogQueue.Small;
        var address = _log.Append(queue, ExpiryClass.Of(spec.ExpiresAtMs, nowMs), spec, key);
        _log.NoteExpiry(address, spec.ExpiresAtMs);
        _index.Insert(hash, address);
        PrepareGhosts();
        var item = _log.ItemAt(address);
        _counts.Came(spec.Kind, spec.ExpiresAtMs, slot);
        return new Entry(default, address, item);
    }

    private void PrepareGhosts()
    {
        if (_context.Evicts && !_context.Memory.Fits(_context.Memory.LimitBytes / GhostsFromDivisor))
            Policy.Prepare(_counts.Entries);
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
        _counts.Changes(old.Item, successor.Item.Kind, successor.Item.ExpiresAtMs);
        if (old.Item.IsLarge)
            _table.Larges.Remove(old.Item);
        _index.Find(hash, old.Address).Move(successor.Address);
        Kill(old.Address);
    }

    /// <summary>Gives an entry another header around the same payload; counts and version are the caller's business.</summary>
    private Entry Relayout(uint hash, in Entry old, in ItemSpec spec, long nowMs)
    {
        var entry = old;
        if (!old.Item.TryRelayout(spec))
        {
            entry = Append(old, spec, nowMs);
            old.Item.Payload.CopyTo(entry.Item.Payload);
            _index.Find(hash, old.Address).Move(entry.Address);
            Kill(old.Address);
        }

        return entry;
    }

    /// <summary>Where nothing may be evicted, a delete takes no room but the entry's own.</summary>
    private bool TryBuryInPlace(in Entry entry, in ItemSpec spec, EntryVersion version)
    {
        var (kind, expiresAtMs) = (entry.Item.Kind, entry.Item.ExpiresAtMs);
        if (!entry.Item.TryRelayout(spec))
            return false;
        entry.Item.TrySetVersion(version, _context.Nodes);
        _counts.Changed(entry.Item.Key, kind, expiresAtMs, EntryKind.Tombstone, spec.ExpiresAtMs);
        _log.NoteExpiry(entry.Address, spec.ExpiresAtMs);
        return true;
    }

    private void Kill(long address)
    {
        _log.Kill(address);
        _places.RetireIfEmpty(_log.SegmentOf(address));
    }

    private void SetKind(in Entry entry, EntryKind kind)
    {
        entry.Item.SetKind(kind);
        _log.RawAt(entry.Address).SetKind(kind);
    }
}
