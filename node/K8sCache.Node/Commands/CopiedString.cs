using K8sCache.Storage;
using K8sCache.Storage.Values;

namespace K8sCache.Node.Commands;

/// <summary>Takes a copy of a string.</summary>
internal struct CopiedString() : IValueReader
{
    public byte[] Bytes { get; private set; } = [];

    public EngineStatus Read(scoped in ValueView value)
    {
        if (value.Kind != EntryKind.String)
            return EngineStatus.WrongType;
        Bytes = value.Payload.ToArray();
        return EngineStatus.Ok;
    }
}
