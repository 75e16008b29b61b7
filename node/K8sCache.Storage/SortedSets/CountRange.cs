using K8sCache.Storage.Values;

namespace K8sCache.Storage.SortedSets;

/// <summary>Counts the elements of a range.</summary>
internal ref struct CountRange(SortedSetRange range) : IValueReader
{
    private readonly SortedSetRange _range = range;

    public int Count { get; private set; }

    public EngineStatus Read(scoped in ValueView value)
    {
        if (value.Kind != EntryKind.SortedSet)
            return EngineStatus.WrongType;
        Count = _range.In(new SortedSetView(value.Payload, value.Large)).Count;
        return EngineStatus.Ok;
    }
}
