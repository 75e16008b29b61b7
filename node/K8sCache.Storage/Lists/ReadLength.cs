using K8sCache.Storage.Values;

namespace K8sCache.Storage.Lists;

/// <summary>Counts the elements.</summary>
internal struct ReadLength : IValueReader
{
    public int Length { get; private set; }

    public EngineStatus Read(scoped in ValueView value)
    {
        if (value.Kind != EntryKind.List)
            return EngineStatus.WrongType;
        Length = new ListView(value.Payload, value.Large).Count;
        return EngineStatus.Ok;
    }
}
