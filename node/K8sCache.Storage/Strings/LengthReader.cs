using K8sCache.Storage.Values;

namespace K8sCache.Storage.Strings;

internal struct LengthReader : IValueReader
{
    public int Length { get; private set; }

    public EngineStatus Read(scoped in ValueView value)
    {
        if (value.Kind == EntryKind.String)
            Length = value.Payload.Length;
        return EngineStatus.Ok;
    }
}
