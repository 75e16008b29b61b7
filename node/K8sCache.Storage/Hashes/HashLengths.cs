using K8sCache.Storage.Values;

namespace K8sCache.Storage.Hashes;

/// <summary>Counts fields.</summary>
internal struct HashLengths : IValueReader
{
    public int Count;

    public EngineStatus Read(scoped in ValueView value)
    {
        if (value.Kind != EntryKind.Hash)
            return EngineStatus.WrongType;
        Count = value.Large?.Count ?? PackedFields.Count(value.Payload);
        return EngineStatus.Ok;
    }
}
