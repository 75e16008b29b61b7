using K8sCache.Storage.Shards;

namespace K8sCache.Storage;

public sealed partial class CacheEngine
{
    // Holds of a shard's lock in a tick to close gaps, at some 30 microseconds each, and as many to shrink its index.
    private const int MaxTightenSteps = 64;
    private const int IdleTightenSteps = 8;

    public bool Delete(ReadOnlySpan<byte> key) => Trimmed(ShardOf(key, out var hash).Delete(hash, key));

    /// <summary>Whether there is a value, counted as a use.</summary>
    public bool Exists(ReadOnlySpan<byte> key) =>
        Trimmed(ShardOf(key, out var hash).KindOf(hash, key, use: true)) != EntryKind.None;

    public EntryKind KindOf(ReadOnlySpan<byte> key) =>
        Trimmed(ShardOf(key, out var hash).KindOf(hash, key, use: false));

    /// <summary>Milliseconds since the Unix epoch; 0 = never.</summary>
    public EngineStatus GetExpiry(ReadOnlySpan<byte> key, out long expiresAtMs) =>
        Trimmed(ShardOf(key, out var hash).GetExpiry(hash, key, out expiresAtMs));

    /// <summary>Sets when an entry expires; a time that is past deletes it.</summary>
    public EngineStatus SetExpiry(
        ReadOnlySpan<byte> key, long expiresAtMs, ExpireConditions conditions = ExpireConditions.None) =>
        // 0 says "never" inside; asked for as a time it is just long past.
        Trimmed(ShardOf(key, out var hash).SetExpiry(hash, key, Math.Max(1, expiresAtMs), conditions));

    /// <summary><see cref="EngineStatus.ConditionFailed"/> when it never expired anyway.</summary>
    public EngineStatus Persist(ReadOnlySpan<byte> key) => Trimmed(ShardOf(key, out var hash).SetExpiry(hash, key, 0, ExpireConditions.IfExpiry));

    /// <summary>Drops everything at once.</summary>
    public void Clear()
    {
        foreach (var shard in _shards)
            shard.Clear();
        _context.FieldExpiries.TakeAll();
    }

    /// <summary>
    /// Visits about <paramref name="count"/> keys. Start with cursor 0 and go on with what is answered until that
    /// is 0: a key that is there all the while is visited exactly once, whatever is written meanwhile.
    /// </summary>
    public ulong Scan<TVisitor>(ulong cursor, int count, ref TVisitor visitor)
        where TVisitor : IKeyVisitor, allows ref struct
    {
        var remaining = count;
        // A bound on the holds of locks, so that a thinly filled index does not make one call long.
        var holds = Math.Max(1, count / 16);
        var (shard, from) = Split(cursor);
        while (shard < _shards.Length && remaining > 0 && holds-- > 0)
        {
            from = _shards[shard].Scan(from, ref remaining, ref visitor);
            if (from < EntryTable.HashEnd)
                continue;
            shard++;
            from = 0;
            holds++;
        }

        return Join(shard, from);
    }

    /// <summary>
    /// Frees expired entries and what deletes left, shard by shard, with holds of the locks of some microseconds; no more
    /// than about <paramref name="idleSteps"/> of them a shard that free nothing.
    /// </summary>
    /// <returns>Whether there is more to do at once.</returns>
    internal bool SweepExpired(int idleSteps)
    {
        var goesOn = false;
        foreach (var shard in _shards)
        {
            for (var idle = 0; idle < idleSteps && shard.SweepExpired(out var removed);)
            {
                idle += removed * 4 < SegmentPlaces.ItemsPerHold ? 1 : 0;
            }

            goesOn |= Tighten(shard);
        }

        return Trimmed(goesOn);
    }

    /// <summary>Milliseconds until something falls due to be swept, if nothing is written meanwhile; the largest number for never.</summary>
    internal long UntilSweepMs()
    {
        var next = _context.FieldExpiries.NextMs;
        foreach (var shard in _shards)
            next = Math.Min(next, shard.NextSweepMs());
        return next == long.MaxValue ? next : Math.Max(0, next - _context.NowMs);
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

    // A cursor is a shard and a hash in it; 0 is both the start and the end.
    private static (int Shard, ulong From) Split(ulong cursor) =>
        ((int)Math.Min(cursor >> 32, int.MaxValue), cursor & uint.MaxValue);

    private ulong Join(int shard, ulong from) => shard >= _shards.Length ? 0 : ((ulong)shard << 32) | from;
}
