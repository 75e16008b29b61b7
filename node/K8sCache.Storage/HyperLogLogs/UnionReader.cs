using K8sCache.Storage.Values;

namespace K8sCache.Storage.HyperLogLogs;

/// <summary>Takes the highest value of each register over several HyperLogLogs.</summary>
internal struct UnionReader() : IValueReader
{
    public byte[] Ranks { get; } = new byte[HyperLogLog.RegisterCount];

    public bool AnyDense { get; private set; }

    public EngineStatus Read(scoped in ValueView value)
    {
        if (value.Kind != EntryKind.String)
            return EngineStatus.WrongType;
        if (!HyperLogLog.IsOne(value.Payload))
            return EngineStatus.NotHyperLogLog;
        AnyDense |= HyperLogLog.IsDense(value.Payload);
        return HyperLogLog.TryMergeInto(value.Payload, Ranks) ? EngineStatus.Ok : EngineStatus.Malformed;
    }
}
