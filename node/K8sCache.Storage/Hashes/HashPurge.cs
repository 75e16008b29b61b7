using K8sCache.Storage.Values;

namespace K8sCache.Storage.Hashes;

/// <summary>Drops the fields that have expired, and says when the next one does.</summary>
internal struct HashPurge : IValueUpdate
{
    /// <summary>Each copy does so by itself, and nobody saw them any more.</summary>
    public static bool IsHousekeeping => true;

    /// <summary>Milliseconds since the Unix epoch; 0 = none does.</summary>
    public long NextMs { get; private set; }

    public readonly long ReserveBytes => 0;

    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (!value.Exists || value.Kind != EntryKind.Hash)
            return EngineStatus.Unchanged;
        NextMs = EarliestOf(ref value);
        if (NextMs == 0 || NextMs > value.NowMs)
            return EngineStatus.Unchanged;
        HashEdit.Finish(ref value);
        NextMs = value.Exists ? EarliestOf(ref value) : 0;
        return EngineStatus.Ok;
    }

    private static long EarliestOf(scoped ref ValueEditor value) =>
        (value.Large as LargeHash)?.EarliestExpiryMs ?? new PackedHash(value.Payload).EarliestExpiryMs;
}
