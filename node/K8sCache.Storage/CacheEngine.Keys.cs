using K8sCache.Storage.Shards;

namespace K8sCache.Storage;

public sealed partial class CacheEngine
{
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

    // A cursor is a shard and a hash in it; 0 is both the start and the end.
    internal static (int Shard, ulong From) Split(ulong cursor) =>
        ((int)Math.Min(cursor >> 32, int.MaxValue), cursor & uint.MaxValue);

    internal ulong Join(int shard, ulong from) => shard >= _shards.Length ? 0 : ((ulong)shard << 32) | from;
}
