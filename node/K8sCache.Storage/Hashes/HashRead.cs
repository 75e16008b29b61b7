using K8sCache.Storage.Values;

namespace K8sCache.Storage.Hashes;

/// <summary>Shows an entry as a hash.</summary>
internal ref struct HashRead<TReader>(TReader reader) : IValueReader
    where TReader : IHashReader, allows ref struct
{
    public TReader Reader = reader;

    public EngineStatus Read(scoped in ValueView value)
    {
        if (value.Kind != EntryKind.Hash)
            return EngineStatus.WrongType;
        Reader.Read(new HashView(value.Payload, value.Large as LargeHash, value.NowMs));
        return EngineStatus.Ok;
    }
}
