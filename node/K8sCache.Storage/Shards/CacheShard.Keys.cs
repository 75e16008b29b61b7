namespace K8sCache.Storage.Shards;

internal sealed partial class CacheShard<TPolicy>
{
    public EntryKind KindOf(uint hash, ReadOnlySpan<byte> key, bool use)
    {
        using var held = _gate.EnterScope();
        var entry = use ? FindUsed(hash, key) : FindLive(hash, key);
        return entry.IsNone ? EntryKind.None : entry.Item.Kind;
    }

    public bool Delete(uint hash, ReadOnlySpan<byte> key)
    {
        using var held = _gate.EnterScope();
        var entry = FindLive(hash, key);
        if (entry.IsNone)
            return false;
        var nowMs = _context.NowMs;
        Bury(hash, entry, NextVersion(nowMs), nowMs);
        return true;
    }

    public EngineStatus GetExpiry(uint hash, ReadOnlySpan<byte> key, out long expiresAtMs)
    {
        using var held = _gate.EnterScope();
        var entry = FindLive(hash, key);
        expiresAtMs = entry.IsNone ? 0 : entry.Item.ExpiresAtMs;
        return entry.IsNone ? EngineStatus.Missing : EngineStatus.Ok;
    }

    /// <summary>Sets the expiry (0 = never); one that is past deletes.</summary>
    public EngineStatus SetExpiry(uint hash, ReadOnlySpan<byte> key, long expiresAtMs, ExpireConditions conditions)
    {
        using var held = _gate.EnterScope();
        var entry = FindLive(hash, key);
        if (entry.IsNone)
            return EngineStatus.Missing;
        if (!Holds(conditions, entry.Item.ExpiresAtMs, expiresAtMs))
            return EngineStatus.ConditionFailed;
        var nowMs = _context.NowMs;
        if (expiresAtMs != 0 && expiresAtMs <= nowMs)
        {
            Bury(hash, entry, NextVersion(nowMs), nowMs);
            return EngineStatus.Ok;
        }

        entry.Slot.CountUse();
        var recorder = Record(entry);
        var version = NextVersion(nowMs);
        Finish(hash, entry, expiresAtMs, version, nowMs);
        if (recorder is not null)
            _steps.Add(hash, recorder.Base, version, []);
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
