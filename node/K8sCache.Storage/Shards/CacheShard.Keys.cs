namespace K8sCache.Storage.Shards;

internal sealed partial class CacheShard<TPolicy>
{
    public EntryKind KindOf(uint hash, ReadOnlySpan<byte> key, bool use)
    {
        using var held = Hold(0);
        var index = use ? FindUsed(hash, key, _context.NowMs) : FindLive(hash, key, _context.NowMs);
        return index == None ? EntryKind.None : _entries.At(index).Kind;
    }

    public bool Delete(uint hash, ReadOnlySpan<byte> key)
    {
        using var held = Hold(0);
        var nowMs = _context.NowMs;
        var index = FindLive(hash, key, nowMs);
        if (index == None)
            return false;
        Bury(index, NextVersion(nowMs), nowMs);
        return true;
    }

    public EngineStatus GetExpiry(uint hash, ReadOnlySpan<byte> key, out long expiresAtMs)
    {
        using var held = Hold(0);
        var index = FindLive(hash, key, _context.NowMs);
        expiresAtMs = index == None ? 0 : _entries.At(index).ExpiresAtMs;
        return index == None ? EngineStatus.Missing : EngineStatus.Ok;
    }

    /// <summary>Sets the expiry (0 = never); one that is past deletes.</summary>
    public EngineStatus SetExpiry(uint hash, ReadOnlySpan<byte> key, long expiresAtMs, ExpireConditions conditions)
    {
        using var held = Hold(0);
        var nowMs = _context.NowMs;
        var index = FindLive(hash, key, nowMs);
        if (index == None)
            return EngineStatus.Missing;
        ref var entry = ref _entries.At(index);
        if (!Holds(conditions, entry.ExpiresAtMs, expiresAtMs))
            return EngineStatus.ConditionFailed;
        if (expiresAtMs != 0 && expiresAtMs <= nowMs)
            Bury(index, NextVersion(nowMs), nowMs);
        else
            Finish(index, entry.Kind, expiresAtMs, nowMs);
        return EngineStatus.Ok;
    }

    public EngineStatus Persist(uint hash, ReadOnlySpan<byte> key) =>
        SetExpiry(hash, key, 0, ExpireConditions.IfExpiry);

    private static bool Holds(ExpireConditions conditions, long oldMs, long newMs)
    {
        if (conditions.HasFlag(ExpireConditions.IfNoExpiry) && oldMs != 0)
            return false;
        if (conditions.HasFlag(ExpireConditions.IfExpiry) && oldMs == 0)
            return false;
        if (conditions.HasFlag(ExpireConditions.IfLater) && (oldMs == 0 || newMs <= oldMs))
            return false;
        return !conditions.HasFlag(ExpireConditions.IfEarlier) || oldMs == 0 || newMs < oldMs;
    }
}
