using K8sCache.Storage.Values;

namespace K8sCache.Storage.Sets;

/// <summary>Shows an entry as a set.</summary>
internal ref struct SetRead<TReader>(TReader reader) : IValueReader
    where TReader : ISetReader, allows ref struct
{
    public TReader Reader = reader;

    public EngineStatus Read(scoped in ValueView value)
    {
        if (value.Kind != EntryKind.Set)
            return EngineStatus.WrongType;
        Reader.Read(new SetView(value.Payload, value.Large as LargeSet));
        return EngineStatus.Ok;
    }
}
