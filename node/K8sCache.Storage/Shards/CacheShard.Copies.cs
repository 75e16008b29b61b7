using K8sCache.Storage.Values;

namespace K8sCache.Storage.Shards;

internal sealed partial class CacheShard<TPolicy>
{
    // What a state visited costs beyond its key and payload.
    private const int StateOverheadBytes = 32;

    /// <summary>
    /// Visits the key's state. A key that is not here (deleted without a tombstone, evicted) is visited as a
    /// tombstone younger than anything before it: copies must not keep what this one has not.
    /// </summary>
    public void Snapshot<TVisitor>(uint hash, ReadOnlySpan<byte> key, ref TVisitor visitor)
        where TVisitor : IEntryVisitor, allows ref struct
    {
        using var held = _gate.EnterScope();
        VisitState(Find(hash, key), key, ref visitor);
    }

    private void VisitState<TVisitor>(in Entry entry, ReadOnlySpan<byte> key, ref TVisitor visitor)
        where TVisitor : IEntryVisitor, allows ref struct
    {
        if (!entry.IsNone)
        {
            VisitState(entry, ref visitor);
            return;
        }

        var nowMs = _context.NowMs;
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
    public EngineStatus Merge(uint hash, in EntryState state, long needs)
    {
        using var held = _gate.EnterScope();
        if (!HasRoom(needs))
            return NeedsRoom;
        _lastClock = Math.Max(_lastClock, state.Version.Clock);
        var existing = Find(hash, state.Key);
        if (!existing.IsNone && existing.Item.Version(_context.Nodes) >= state.Version)
            return EngineStatus.Stale;
        if (FlushClockOf(state.Key) is var flushed and > 0 && flushed >= state.Version.Clock)
            return EngineStatus.Stale;
        if (!ValueFormats.TryAccept(state.Kind, state.Payload, _context, out var large))
            return EngineStatus.Malformed;

        var nowMs = _context.NowMs;
        if (existing.HasValue)
            existing.Slot.CountUse();
        Entry entry;
        if (large is not null)
        {
            entry = SetLarge(hash, existing, state.Key, state.Kind, large, state.ExpiresAtMs, nowMs);
        }
        else
        {
            entry = Overwrite(hash, existing, state.Key, state.Kind, state.Payload.Length, state.ExpiresAtMs, nowMs);
            state.Payload.CopyTo(entry.Item.Payload);
        }

        ExpectPartExpiry(Finish(hash, entry, state.ExpiresAtMs, state.Version, nowMs));
        return EngineStatus.Ok;
    }

    public ulong ClockOf(uint hash, ReadOnlySpan<byte> key)
    {
        using var held = _gate.EnterScope();
        var entry = Find(hash, key);
        var known = entry.IsNone ? 0 : entry.Item.Version(_context.Nodes).Clock;
        return Math.Max(known, FlushClockOf(key));
    }

    public bool Supersede(uint hash, ReadOnlySpan<byte> key, ulong clock)
    {
        using var held = _gate.EnterScope();
        var entry = Find(hash, key);
        if (!entry.IsNone && entry.Item.Version(_context.Nodes).Clock >= clock)
            return false;
        _lastClock = Math.Max(_lastClock, clock);
        var nowMs = _context.NowMs;
        if (!entry.IsNone)
            Finish(hash, entry, entry.Item.ExpiresAtMs, NextVersion(nowMs), nowMs);
        return true;
    }

    /// <summary>
    /// Visits the states of the wanted slots' entries in the order of their hashes, until about
    /// <paramref name="remainingBytes"/> are visited. The hash to go on from; past the last = the shard is done.
    /// </summary>
    public ulong VisitSlots<TVisitor>(ulong from, ReadOnlySpan<bool> slots, ref long remainingBytes, ref TVisitor visitor)
        where TVisitor : IEntryVisitor, allows ref struct
    {
        using var held = _gate.EnterScope();
        var nowMs = _context.NowMs;
        Span<ulong> group = stackalloc ulong[HashIndex.MaxGroup];
        for (var buckets = 0; from < HashEnd && buckets < BucketsPerHold && remainingBytes > 0; buckets++)
        {
            var count = _index.Collect((uint)from, group, out var next);
            for (var i = 0; i < count; i++)
            {
                var entry = EntryOf(group[i], from, next, out _);
                if (entry.IsNone || !slots[_context.SlotOf(entry.Item.Key)] || entry.Item.IsExpired(nowMs))
                    continue;
                VisitState(entry, ref visitor);
                remainingBytes -= StateOverheadBytes + entry.Item.Key.Length
                    + (LargeOf(entry) is { } large ? large.ChargedBytes : entry.Item.PayloadLength);
            }

            from = next;
        }

        return from;
    }

    /// <summary>Removes the entries of slots that are no younger than the clock. Nothing is left of them.</summary>
    public ulong RemoveSlots(ulong from, ReadOnlySpan<bool> slots, ulong upToClock)
    {
        using var held = _gate.EnterScope();
        Span<ulong> group = stackalloc ulong[HashIndex.MaxGroup];
        for (var buckets = 0; from < HashEnd && buckets < BucketsPerHold; buckets++)
        {
            var count = _index.Collect((uint)from, group, out var next);
            for (var i = 0; i < count; i++)
            {
                var entry = EntryOf(group[i], from, next, out var hash);
                if (!entry.IsNone && slots[_context.SlotOf(entry.Item.Key)]
                    && entry.Item.Version(_context.Nodes).Clock <= upToClock)
                    Remove(hash, entry);
            }

            from = next;
        }

        return from;
    }

    /// <summary>Gives no version up to this clock any more.</summary>
    public void Observe(ulong clock)
    {
        using var held = _gate.EnterScope();
        _lastClock = Math.Max(_lastClock, clock);
    }

    /// <summary>A clock higher than every version given or merged here.</summary>
    public ulong NextClock()
    {
        using var held = _gate.EnterScope();
        return NextVersion(_context.NowMs).Clock;
    }

    private ulong FlushClockOf(ReadOnlySpan<byte> key) =>
        _context.SlotFlushClocks is { } clocks ? clocks[_context.SlotOf(key)] : 0;

    private void VisitState<TVisitor>(in Entry entry, ref TVisitor visitor)
        where TVisitor : IEntryVisitor, allows ref struct =>
        visitor.Visit(new EntryState
        {
            Key = entry.Item.Key,
            Version = entry.Item.Version(_context.Nodes),
            Kind = entry.Item.Kind,
            ExpiresAtMs = entry.Item.ExpiresAtMs,
            Payload = LargeOf(entry) is { } large ? large.Pack() : entry.Item.Payload,
        });
}
