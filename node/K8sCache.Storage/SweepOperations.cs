using K8sCache.Storage.Eviction;
using K8sCache.Storage.Hashes;
using K8sCache.Storage.Shards;

namespace K8sCache.Storage;

/// <summary>What an engine's sweeper does behind the clients' backs.</summary>
internal static class SweepOperations
{
    // Holds of a shard's lock in a tick to close gaps, at some 30 microseconds each, and as many to shrink its index.
    private const int MaxTightenSteps = 64;
    private const int IdleTightenSteps = 8;

    /// <summary>
    /// Frees expired entries and what deletes left, shard by shard, with holds of the locks of some microseconds; no more
    /// than about <paramref name="idleSteps"/> of them a shard that free nothing.
    /// </summary>
    /// <returns>Whether there is more to do at once.</returns>
    internal static bool SweepExpired(this CacheEngine engine, int idleSteps)
    {
        var goesOn = false;
        foreach (var shard in engine.Shards)
        {
            for (var idle = 0; idle < idleSteps && shard.SweepExpired(out var removed);)
            {
                idle += removed * 4 < SegmentPlaces.ItemsPerHold ? 1 : 0;
            }

            goesOn |= Tighten(shard);
        }

        return engine.Trimmed(goesOn);
    }

    /// <summary>Milliseconds until something falls due to be swept, if nothing is written meanwhile; the largest number for never.</summary>
    internal static long UntilSweepMs(this CacheEngine engine)
    {
        var next = engine.Context.FieldExpiries.NextMs;
        foreach (var shard in engine.Shards)
            next = Math.Min(next, shard.NextSweepMs());
        return next == long.MaxValue ? next : Math.Max(0, next - engine.Context.NowMs);
    }

    /// <summary>
    /// Gives back what went: no more than <see cref="IdleTightenSteps"/> holds of the lock that free little, and
    /// <see cref="MaxTightenSteps"/> of any.
    /// </summary>
    /// <returns>Whether it stopped before all was done.</returns>
    private static bool Tighten(CacheShard<S3FifoPolicy> shard)
    {
        var (compacts, shrinks) = (true, true);
        var idle = 0;
        for (var steps = 0; steps < MaxTightenSteps && idle < IdleTightenSteps && compacts; steps++)
        {
            compacts = shard.CompactSome(out var freesMuch);
            idle += freesMuch ? 0 : 1;
        }

        // Each hold moves some dozens of buckets.
        for (var steps = 0; steps < MaxTightenSteps && shrinks; steps++)
            shrinks = shard.ShrinkIndex();
        return compacts || shrinks;
    }

    /// <summary>Drops the expired fields of up to so many hashes, those due first.</summary>
    internal static void SweepFields(this CacheEngine engine, int maxHashes)
    {
        var nowMs = engine.Context.NowMs;
        while (maxHashes-- > 0 && engine.Context.FieldExpiries.TryTake(nowMs, out var key))
            engine.Purge(key);
        if (!engine.Context.FieldExpiries.IsOvergrown)
            return;
        foreach (var key in engine.Context.FieldExpiries.TakeAll())
            engine.Purge(key);
        engine.Context.FieldExpiries.Compacted();
    }

    private static void Purge(this CacheEngine engine, ReadOnlySpan<byte> key)
    {
        var purge = default(HashPurge);
        engine.Update(key, ref purge);
        // What is not due yet is not looked at by the update, so nobody has noted it again.
        if (purge.NextMs != 0)
            engine.Context.FieldExpiries.Add(key, purge.NextMs);
    }
}
