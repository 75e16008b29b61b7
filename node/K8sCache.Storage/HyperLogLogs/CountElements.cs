using K8sCache.Storage.Values;

namespace K8sCache.Storage.HyperLogLogs;

/// <summary>
/// Estimates the elements of one HyperLogLog and keeps the count in its header, as Redis does. That is no write: the count
/// follows from the registers on every copy.
/// </summary>
internal struct CountElements : IValueUpdate
{
    public ulong Count { get; private set; }

    public readonly long ReserveBytes => 0;

    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (!value.Exists)
            return EngineStatus.Missing;
        var status = Look(value.Kind, value.Payload);
        if (status != EngineStatus.Ok)
            return status;
        HyperLogLog.SetCount(value.Payload, Count);
        return EngineStatus.Unchanged;
    }

    private EngineStatus Look(EntryKind kind, ReadOnlySpan<byte> bytes)
    {
        if (kind != EntryKind.String)
            return EngineStatus.WrongType;
        if (!HyperLogLog.IsOne(bytes))
            return EngineStatus.NotHyperLogLog;
        if (HyperLogLog.TryGetCount(bytes, out var count))
        {
            Count = count;
            return EngineStatus.Ok;
        }

        Span<byte> ranks = stackalloc byte[HyperLogLog.RegisterCount];
        ranks.Clear();
        if (!HyperLogLog.TryMergeInto(bytes, ranks))
            return EngineStatus.Malformed;
        Count = RankHistogram.Estimate(ranks);
        return EngineStatus.Ok;
    }
}
