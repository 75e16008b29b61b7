namespace K8sCache.Storage;

public sealed partial class CacheEngine
{
    public bool Delete(ReadOnlySpan<byte> key) => ShardOf(key, out var hash).Delete(hash, key);

    /// <summary>Whether there is a value, counted as a use.</summary>
    public bool Exists(ReadOnlySpan<byte> key) =>
        ShardOf(key, out var hash).KindOf(hash, key, use: true) != EntryKind.None;

    public EntryKind KindOf(ReadOnlySpan<byte> key) => ShardOf(key, out var hash).KindOf(hash, key, use: false);

    /// <summary>Milliseconds since the Unix epoch; 0 = never.</summary>
    public EngineStatus GetExpiry(ReadOnlySpan<byte> key, out long expiresAtMs) =>
        ShardOf(key, out var hash).GetExpiry(hash, key, out expiresAtMs);

    /// <summary>Sets when an entry expires; a time that is past deletes it.</summary>
    public EngineStatus SetExpiry(
        ReadOnlySpan<byte> key, long expiresAtMs, ExpireConditions conditions = ExpireConditions.None) =>
        // 0 says "never" inside; asked for as a time it is just long past.
        ShardOf(key, out var hash).SetExpiry(hash, key, Math.Max(1, expiresAtMs), conditions);

    /// <summary><see cref="EngineStatus.ConditionFailed"/> when it never expired anyway.</summary>
    public EngineStatus Persist(ReadOnlySpan<byte> key) => ShardOf(key, out var hash).Persist(hash, key);

    /// <summary>Drops everything at once.</summary>
    public void Clear()
    {
        foreach (var shard in _shards)
            shard.Clear();
    }

    /// <summary>
    /// Visits about <paramref name="count"/> keys. Start with cursor 0 and go on with what is answered until that
    /// is 0: a key that is there all the while is visited exactly once, whatever is written meanwhile.
    /// </summary>
    public ulong Scan<TVisitor>(ulong cursor, int count, ref TVisitor visitor)
        where TVisitor : IKeyVisitor, allows ref struct
    {
        var remaining = count;
        // A bound on records looked at, so that a thinly filled table does not make one call long.
        var recordHolds = Math.Max(1, count / 16);
        var (shard, record) = Split(cursor);
        while (shard < _shards.Length && remaining > 0 && recordHolds-- > 0)
        {
            record = _shards[shard].Scan(record, ref remaining, ref visitor);
            if (record >= 0)
                continue;
            shard++;
            record = 0;
            recordHolds++;
        }

        return Join(shard, record);
    }

    /// <summary>Removes expired entries among about this many records, from a cursor on as with a scan.</summary>
    internal ulong SweepExpired(ulong cursor, out int removed)
    {
        var (shard, record) = Split(cursor);
        removed = 0;
        if (shard >= _shards.Length)
            return 0;
        record = _shards[shard].Sweep(record, out removed);
        return record >= 0 ? Join(shard, record) : Join(shard + 1, 0);
    }

    // A cursor is a shard and a record in it; 0 is both the start and the end.
    private static (int Shard, int Record) Split(ulong cursor) =>
        ((int)Math.Min(cursor >> 32, int.MaxValue), (int)(cursor & int.MaxValue));

    private ulong Join(int shard, int record) =>
        shard >= _shards.Length ? 0 : ((ulong)shard << 32) | (uint)record;
}
