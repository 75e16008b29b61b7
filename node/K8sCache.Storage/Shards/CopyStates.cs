using K8sCache.Storage.Eviction;
using K8sCache.Storage.Index;
using K8sCache.Storage.Kinds;
using K8sCache.Storage.Segments;

namespace K8sCache.Storage.Shards;

/// <summary>What a key's copies on other nodes are sent and send: states with versions, of which the younger wins.</summary>
internal sealed class CopyStates<TPolicy>(EntryTable table, EntryWriter<TPolicy> writer, ValueEdits<TPolicy> edits, VersionClock clock)
    where TPolicy : struct, IEvictionPolicy
{
    // What a state visited costs beyond its key and payload.
    private const int StateOverheadBytes = 32;

    private readonly EngineContext _context = table.Context;

    /// <summary>
    /// Visits the key's state. A key that is not here (deleted without a tombstone, evicted) is visited as a
    /// tombstone younger than anything before it: copies must not keep what this one has not.
    /// </summary>
    public void Visit<TVisitor>(in Entry entry, ReadOnlySpan<byte> key, ref TVisitor visitor)
        where TVisitor : IEntryVisitor, allows ref struct
    {
        if (!entry.IsNone)
        {
            Visit(entry, ref visitor);
            return;
        }

        var nowMs = _context.NowMs;
        visitor.Visit(new EntryState
        {
            Key = key,
            Version = clock.Next(nowMs),
            Kind = EntryKind.Tombstone,
            ExpiresAtMs = nowMs + _context.TombstoneLifetimeMs,
            Payload = default,
        });
    }

    /// <summary>Takes another copy's state if it is younger than ours.</summary>
    public EngineStatus Merge(uint hash, in EntryState state)
    {
        clock.Observe(state.Version.Clock);
        var existing = table.Find(hash, state.Key);
        if (IsKnown(existing, state.Key, state.Version))
            return EngineStatus.Stale;
        if (!ValueFormats.TryAccept(state.Kind, state.Payload, _context.ElementSeed, out var large))
            return EngineStatus.Malformed;

        var nowMs = _context.NowMs;
        if (existing.HasValue)
            existing.Slot.CountUse();
        Entry entry;
        if (large is not null)
        {
            entry = writer.SetLarge(hash, existing, state.Key, state.Kind, large, state.ExpiresAtMs, nowMs);
        }
        else
        {
            entry = writer.Overwrite(hash, existing, state.Key, state.Kind, state.Payload.Length, state.ExpiresAtMs, nowMs);
            state.Payload.CopyTo(entry.Item.Payload);
        }

        edits.ExpectPartExpiry(writer.Finish(hash, entry, state.ExpiresAtMs, state.Version, nowMs));
        return EngineStatus.Ok;
    }

    /// <summary>Whether what is here is as young as a version, or was flushed after it.</summary>
    public bool IsKnown(in Entry existing, ReadOnlySpan<byte> key, EntryVersion version) =>
        (!existing.IsNone && existing.Item.Version(_context.Nodes) >= version)
        || (FlushClockOf(key) is var flushed and > 0 && flushed >= version.Clock);

    public ulong ClockOf(uint hash, ReadOnlySpan<byte> key)
    {
        var entry = table.Find(hash, key);
        var known = entry.IsNone ? 0 : entry.Item.Version(_context.Nodes).Clock;
        return Math.Max(known, FlushClockOf(key));
    }

    public bool Supersede(uint hash, ReadOnlySpan<byte> key, ulong given)
    {
        var entry = table.Find(hash, key);
        if (!entry.IsNone && entry.Item.Version(_context.Nodes).Clock >= given)
            return false;
        clock.Observe(given);
        var nowMs = _context.NowMs;
        if (!entry.IsNone)
            writer.Finish(hash, entry, entry.Item.ExpiresAtMs, clock.Next(nowMs), nowMs);
        return true;
    }

    /// <summary>
    /// Visits the states of the wanted slots' entries in the order of their hashes, until about
    /// <paramref name="remainingBytes"/> are visited. The hash to go on from; past the last = the shard is done.
    /// </summary>
    public ulong VisitSlots<TVisitor>(ulong from, ReadOnlySpan<bool> slots, ref long remainingBytes, ref TVisitor visitor)
        where TVisitor : IEntryVisitor, allows ref struct
    {
        var nowMs = _context.NowMs;
        Span<ulong> group = stackalloc ulong[HashIndex.MaxGroup];
        for (var buckets = 0; from < EntryTable.HashEnd && buckets < EntryTable.BucketsPerHold && remainingBytes > 0; buckets++)
        {
            var count = table.Index.Collect((uint)from, group, out var next);
            for (var i = 0; i < count; i++)
            {
                var entry = table.EntryOf(group[i], from, next, out _);
                if (entry.IsNone || !slots[_context.SlotOf(entry.Item.Key)] || entry.Item.IsExpired(nowMs))
                    continue;
                Visit(entry, ref visitor);
                remainingBytes -= StateOverheadBytes + entry.Item.Key.Length
                    + (table.LargeOf(entry) is { } large ? large.ChargedBytes : entry.Item.PayloadLength);
            }

            from = next;
        }

        return from;
    }

    /// <summary>Removes the entries of slots that are no younger than the clock. Nothing is left of them.</summary>
    public ulong RemoveSlots(ulong from, ReadOnlySpan<bool> slots, ulong upToClock)
    {
        Span<ulong> group = stackalloc ulong[HashIndex.MaxGroup];
        for (var buckets = 0; from < EntryTable.HashEnd && buckets < EntryTable.BucketsPerHold; buckets++)
        {
            var count = table.Index.Collect((uint)from, group, out var next);
            for (var i = 0; i < count; i++)
            {
                var entry = table.EntryOf(group[i], from, next, out var hash);
                if (!entry.IsNone && slots[_context.SlotOf(entry.Item.Key)]
                    && entry.Item.Version(_context.Nodes).Clock <= upToClock)
                    writer.Remove(hash, entry);
            }

            from = next;
        }

        return from;
    }

    private ulong FlushClockOf(ReadOnlySpan<byte> key) =>
        _context.SlotFlushClocks is { } clocks ? clocks[_context.SlotOf(key)] : 0;

    private void Visit<TVisitor>(in Entry entry, ref TVisitor visitor)
        where TVisitor : IEntryVisitor, allows ref struct =>
        visitor.Visit(new EntryState
        {
            Key = entry.Item.Key,
            Version = entry.Item.Version(_context.Nodes),
            Kind = entry.Item.Kind,
            ExpiresAtMs = entry.Item.ExpiresAtMs,
            Payload = table.LargeOf(entry) is { } large ? large.Pack() : entry.Item.Payload,
        });
}
