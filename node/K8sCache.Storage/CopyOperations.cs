using K8sCache.Storage.Eviction;
using K8sCache.Storage.Shards;

namespace K8sCache.Storage;

/// <summary>
/// What replication and transfer need of an engine: states out, states merged in, changes of large values, slots walked and dropped.
/// </summary>
public static class CopyOperations
{
    /// <summary>Visits the key's state once; a key that is not here as a tombstone with a new version.</summary>
    public static void Snapshot<TVisitor>(this CacheEngine engine, ReadOnlySpan<byte> key, ref TVisitor visitor)
        where TVisitor : IEntryVisitor, allows ref struct =>
        engine.ShardOf(key, out var hash).Snapshot(hash, key, ref visitor);

    /// <summary>
    /// Takes a state of another copy when it is younger than what is here; in any order, any number of times,
    /// copies that merged the same states hold the same.
    /// </summary>
    public static EngineStatus Merge(this CacheEngine engine, in EntryState state)
    {
        var needs = CacheEngine.Needs(state.Key, state.Payload.Length);
        var shard = engine.ShardOf(state.Key, out var hash);
        EngineStatus status;
        var tries = 0;
        while ((status = shard.Merge(hash, state, needs)) == CacheShard<S3FifoPolicy>.NeedsRoom)
        {
            if (!engine.MakeRoom(needs, ref tries))
                return EngineStatus.OutOfMemory;
        }

        return engine.Trimmed(status);
    }

    /// <summary>As <see cref="Snapshot"/>, but of a large value that was changed just now its last changes first.</summary>
    public static void SnapshotSteps<TVisitor>(this CacheEngine engine, ReadOnlySpan<byte> key, ref TVisitor visitor)
        where TVisitor : IStepVisitor, allows ref struct =>
        engine.ShardOf(key, out var hash).SnapshotSteps(hash, key, ref visitor);

    /// <summary>
    /// Takes another copy's changes. <see cref="EngineStatus.Stale"/> when what is here is as young;
    /// <see cref="EngineStatus.OtherBase"/> when they start from nothing that is here, and the whole state is needed.
    /// </summary>
    public static EngineStatus Advance(this CacheEngine engine, in EntrySteps steps)
    {
        var needs = CopySteps<S3FifoPolicy>.NeedsOf(steps, engine.LengthOf(steps.Key));
        var shard = engine.ShardOf(steps.Key, out var hash);
        EngineStatus status;
        var tries = 0;
        while ((status = shard.Advance(hash, steps, needs)) == CacheShard<S3FifoPolicy>.NeedsRoom)
        {
            if (!engine.MakeRoom(needs, ref tries))
                return EngineStatus.OutOfMemory;
        }

        return engine.Trimmed(status);
    }

    /// <summary>Clock of what is known about the key, tombstones and flushes included; 0 when nothing is.</summary>
    public static ulong ClockOf(this CacheEngine engine, ReadOnlySpan<byte> key) => engine.ShardOf(key, out var hash).ClockOf(hash, key);

    /// <summary>
    /// Makes this copy's state the younger one: when it is older than the clock it gets a new version, above it.
    /// True when that was so and the state must be sent again.
    /// </summary>
    public static bool Supersede(this CacheEngine engine, ReadOnlySpan<byte> key, ulong clock) =>
        engine.Trimmed(engine.ShardOf(key, out var hash).Supersede(hash, key, clock));

    /// <summary>
    /// Visits the states in the wanted slots (an array of <see cref="CacheEngineOptions.SlotCount"/>), tombstones
    /// among them, up to about <paramref name="maxBytes"/>. Cursors as with <see cref="CacheEngine.Scan"/>.
    /// </summary>
    public static ulong VisitSlots<TVisitor>(this CacheEngine engine, ulong cursor, ReadOnlySpan<bool> slots, long maxBytes, ref TVisitor visitor)
        where TVisitor : IEntryVisitor, allows ref struct
    {
        var remaining = maxBytes;
        var (shard, from) = CacheEngine.Split(cursor);
        while (shard < engine.Shards.Length && remaining > 0)
        {
            from = engine.Shards[shard].VisitSlots(from, slots, ref remaining, ref visitor);
            if (from < EntryTable.HashEnd)
                continue;
            shard++;
            from = 0;
        }

        return engine.Join(shard, from);
    }

    /// <summary>Removes everything in the slots, without a trace: they are no longer this node's.</summary>
    public static void DropSlots(this CacheEngine engine, ReadOnlySpan<bool> slots) => RemoveSlots(engine, slots, ulong.MaxValue);

    /// <summary>A clock no lower than any version here and lower than any given from now on: what a flush covers.</summary>
    public static ulong FlushClock(this CacheEngine engine)
    {
        ulong clock = 0;
        foreach (var shard in engine.Shards)
            clock = Math.Max(clock, shard.NextClock());
        foreach (var shard in engine.Shards)
            shard.Observe(clock);
        return clock;
    }

    /// <summary>
    /// Removes what is in the slots and no younger than the clock, and refuses merges of such from now on:
    /// a write that was on its way when everything was flushed stays flushed.
    /// </summary>
    public static void FlushSlots(this CacheEngine engine, ReadOnlySpan<bool> slots, ulong upToClock)
    {
        engine.Context.Flush(slots, upToClock);
        foreach (var shard in engine.Shards)
            shard.Observe(upToClock);
        engine.RemoveSlots(slots, upToClock);
    }

    private static void RemoveSlots(this CacheEngine engine, ReadOnlySpan<bool> slots, ulong upToClock)
    {
        foreach (var shard in engine.Shards)
        {
            for (ulong from = 0; from < EntryTable.HashEnd;)
                from = shard.RemoveSlots(from, slots, upToClock);
        }
    }
}
