using K8sCache.Storage.Values;

namespace K8sCache.Storage.Shards;

internal sealed partial class CacheShard<TPolicy>
{
    /// <summary>
    /// Visits the key's state. A key that is not here (deleted without a tombstone, evicted) is visited as a
    /// tombstone younger than anything before it: copies must not keep what this one has not.
    /// </summary>
    public void Snapshot<TVisitor>(uint hash, ReadOnlySpan<byte> key, ref TVisitor visitor)
        where TVisitor : IEntryVisitor, allows ref struct
    {
        using var held = Hold(0);
        var nowMs = _context.NowMs;
        var index = Find(hash, key);
        if (index != None)
        {
            VisitState(_entries.At(index), ref visitor);
            return;
        }

        visitor.Visit(new EntryState
        {
            Key = key,
            Version = NextVersion(nowMs),
            Kind = EntryKind.Tombstone,
            ExpiresAtMs = nowMs + _context.TombstoneLifetimeMs,
            Payload = default,
        });
    }

    /// <summary>Takes another copy's state if it is younger than ours.</summary>
    public EngineStatus Merge(uint hash, in EntryState state, long reservedBytes)
    {
        using var held = Hold(reservedBytes);
        _lastClock = Math.Max(_lastClock, state.Version.Clock);
        var index = Find(hash, state.Key);
        if (index != None)
        {
            ref var existing = ref _entries.At(index);
            if (new EntryVersion(existing.VersionClock, existing.VersionNode) >= state.Version)
                return EngineStatus.Stale;
        }

        if (FlushClockOf(state.Key) is var flushed and > 0 && flushed >= state.Version.Clock)
            return EngineStatus.Stale;
        if (!ValueFormats.TryAccept(state.Kind, state.Payload, _context, out var large))
            return EngineStatus.Malformed;

        if (index == None)
            index = Insert(hash, state.Key);
        ref var entry = ref _entries.At(index);
        if (large is not null)
            ((IEditedShard)this).SetLarge(index, state.Key, large);
        else
            state.Payload.CopyTo(Overwrite(ref entry, state.Key, state.Payload.Length));

        if (HasValue(entry))
            _policy.Used(index);
        Describe(ref entry, state.Kind, state.ExpiresAtMs);
        Stamp(ref entry, state.Version);
        return EngineStatus.Ok;
    }

    public ulong ClockOf(uint hash, ReadOnlySpan<byte> key)
    {
        using var held = Hold(0);
        var index = Find(hash, key);
        var known = index == None ? 0 : _entries.At(index).VersionClock;
        return Math.Max(known, FlushClockOf(key));
    }

    public bool Supersede(uint hash, ReadOnlySpan<byte> key, ulong clock)
    {
        using var held = Hold(0);
        var index = Find(hash, key);
        if (index != None && _entries.At(index).VersionClock >= clock)
            return false;
        _lastClock = Math.Max(_lastClock, clock);
        if (index != None)
            Stamp(ref _entries.At(index), NextVersion(_context.NowMs));
        return true;
    }

    /// <summary>
    /// Visits the states of the wanted slots' entries from a record on, until about <paramref name="remainingBytes"/>
    /// are visited. The record to go on from; -1 = the shard is done.
    /// </summary>
    public int VisitSlots<TVisitor>(int from, ReadOnlySpan<bool> slots, ref long remainingBytes, ref TVisitor visitor)
        where TVisitor : IEntryVisitor, allows ref struct
    {
        using var held = Hold(0);
        var nowMs = _context.NowMs;
        var end = Math.Min((long)_entries.Capacity, (long)from + RecordsPerHold);
        var index = from;
        for (; index < end && remainingBytes > 0; index++)
        {
            ref var entry = ref _entries.At(index);
            if (entry.Kind == EntryKind.None || !slots[entry.Slot] || IsExpired(entry, nowMs))
                continue;
            VisitState(entry, ref visitor);
            remainingBytes -= DataBytes(entry);
        }

        return index < _entries.Capacity ? index : None;
    }

    /// <summary>Removes the entries of slots that are no younger than the clock. Nothing is left of them.</summary>
    public int RemoveSlots(int from, ReadOnlySpan<bool> slots, ulong upToClock)
    {
        using var held = Hold(0);
        var end = Math.Min((long)_entries.Capacity, (long)from + RecordsPerHold);
        var index = from;
        for (; index < end; index++)
        {
            ref var entry = ref _entries.At(index);
            if (entry.Kind != EntryKind.None && slots[entry.Slot] && entry.VersionClock <= upToClock)
                Remove(index);
        }

        return index < _entries.Capacity ? index : None;
    }

    /// <summary>Gives no version up to this clock any more.</summary>
    public void Observe(ulong clock)
    {
        using var held = Hold(0);
        _lastClock = Math.Max(_lastClock, clock);
    }

    /// <summary>A clock higher than every version given or merged here.</summary>
    public ulong NextClock()
    {
        using var held = Hold(0);
        return NextVersion(_context.NowMs).Clock;
    }

    private ulong FlushClockOf(ReadOnlySpan<byte> key) =>
        _context.SlotFlushClocks is { } clocks ? clocks[_context.SlotOf(key)] : 0;

    private static void VisitState<TVisitor>(scoped in Entry entry, ref TVisitor visitor)
        where TVisitor : IEntryVisitor, allows ref struct =>
        visitor.Visit(new EntryState
        {
            Key = KeyOf(entry),
            Version = new EntryVersion(entry.VersionClock, entry.VersionNode),
            Kind = entry.Kind,
            ExpiresAtMs = entry.ExpiresAtMs,
            Payload = entry.Data is LargeValue large ? large.Pack() : PayloadOf(entry),
        });
}
