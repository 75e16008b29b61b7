using K8sCache.Storage.Shards;

namespace K8sCache.Storage;

/// <summary>What replication and transfer need: states out, states merged in, slots walked and dropped.</summary>
public sealed partial class CacheEngine
{
    private readonly Lock _flushGate = new();

    /// <summary>Visits the key's state once; a key that is not here as a tombstone with a new version.</summary>
    public void Snapshot<TVisitor>(ReadOnlySpan<byte> key, ref TVisitor visitor)
        where TVisitor : IEntryVisitor, allows ref struct =>
        ShardOf(key, out var hash).Snapshot(hash, key, ref visitor);

    /// <summary>
    /// Takes a state of another copy when it is younger than what is here; in any order, any number of times,
    /// copies that merged the same states hold the same.
    /// </summary>
    public EngineStatus Merge(in EntryState state)
    {
        var needs = Needs(state.Key, state.Payload.Length);
        var shard = ShardOf(state.Key, out var hash);
        EngineStatus status;
        var tries = 0;
        while ((status = shard.Merge(hash, state, needs)) == CacheShard<S3FifoPolicy>.NeedsRoom)
        {
            if (!MakeRoom(needs, ref tries))
                return EngineStatus.OutOfMemory;
        }

        return Trimmed(status);
    }

    /// <summary>Clock of what is known about the key, tombstones and flushes included; 0 when nothing is.</summary>
    public ulong ClockOf(ReadOnlySpan<byte> key) => ShardOf(key, out var hash).ClockOf(hash, key);

    /// <summary>
    /// Makes this copy's state the younger one: when it is older than the clock it gets a new version, above it.
    /// True when that was so and the state must be sent again.
    /// </summary>
    public bool Supersede(ReadOnlySpan<byte> key, ulong clock) =>
        Trimmed(ShardOf(key, out var hash).Supersede(hash, key, clock));

    /// <summary>
    /// Visits the states in the wanted slots (an array of <see cref="CacheEngineOptions.SlotCount"/>), tombstones
    /// among them, up to about <paramref name="maxBytes"/>. Cursors as with <see cref="Scan"/>.
    /// </summary>
    public ulong VisitSlots<TVisitor>(ulong cursor, ReadOnlySpan<bool> slots, long maxBytes, ref TVisitor visitor)
        where TVisitor : IEntryVisitor, allows ref struct
    {
        var remaining = maxBytes;
        var (shard, from) = Split(cursor);
        while (shard < _shards.Length && remaining > 0)
        {
            from = _shards[shard].VisitSlots(from, slots, ref remaining, ref visitor);
            if (from < EntryTable.HashEnd)
                continue;
            shard++;
            from = 0;
        }

        return Join(shard, from);
    }

    /// <summary>Removes everything in the slots, without a trace: they are no longer this node's.</summary>
    public void DropSlots(ReadOnlySpan<bool> slots) => RemoveSlots(slots, ulong.MaxValue);

    /// <summary>A clock no lower than any version here and lower than any given from now on: what a flush covers.</summary>
    public ulong FlushClock()
    {
        ulong clock = 0;
        foreach (var shard in _shards)
            clock = Math.Max(clock, shard.NextClock());
        foreach (var shard in _shards)
            shard.Observe(clock);
        return clock;
    }

    /// <summary>
    /// Removes what is in the slots and no younger than the clock, and refuses merges of such from now on:
    /// a write that was on its way when everything was flushed stays flushed.
    /// </summary>
    public void FlushSlots(ReadOnlySpan<bool> slots, ulong upToClock)
    {
        lock (_flushGate)
        {
            var clocks = _context.SlotFlushClocks ?? new ulong[CacheEngineOptions.SlotCount];
            for (var slot = 0; slot < slots.Length; slot++)
            {
                if (slots[slot])
                    clocks[slot] = Math.Max(clocks[slot], upToClock);
            }

            _context.SlotFlushClocks = clocks;
        }

        foreach (var shard in _shards)
            shard.Observe(upToClock);
        RemoveSlots(slots, upToClock);
    }

    private void RemoveSlots(ReadOnlySpan<bool> slots, ulong upToClock)
    {
        foreach (var shard in _shards)
        {
            for (ulong from = 0; from < EntryTable.HashEnd;)
                from = shard.RemoveSlots(from, slots, upToClock);
        }
    }
}
