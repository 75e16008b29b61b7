using K8sCache.Storage.Values;

namespace K8sCache.Storage.SortedSets;

/// <summary>Visits the elements of a range.</summary>
internal ref struct ReadRange<TVisitor>(SortedSetRange range, TVisitor visitor) : IValueReader
    where TVisitor : ISortedSetVisitor, allows ref struct
{
    private readonly SortedSetRange _range = range;
    private TVisitor _visitor = visitor;

    public readonly TVisitor Visitor => _visitor;

    public EngineStatus Read(scoped in ValueView value)
    {
        if (value.Kind != EntryKind.SortedSet)
            return EngineStatus.WrongType;
        var view = new SortedSetView(value.Payload, value.Large);
        var (first, count) = _range.In(view);
        view.Visit(first, count, _range.IsReverse, ref _visitor);
        return EngineStatus.Ok;
    }
}
