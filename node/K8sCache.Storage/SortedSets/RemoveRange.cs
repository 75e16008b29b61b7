using K8sCache.Storage.Values;

namespace K8sCache.Storage.SortedSets;

/// <summary>Removes a range, after it was visited; a sorted set without elements is gone.</summary>
internal ref struct RemoveRange<TVisitor>(SortedSetRange range, TVisitor visitor) : IValueUpdate
    where TVisitor : ISortedSetVisitor, allows ref struct
{
    private readonly SortedSetRange _range = range;
    private TVisitor _visitor = visitor;

    public static bool RecordsSteps => true;

    public readonly TVisitor Visitor => _visitor;

    public int Removed { get; private set; }

    public readonly long ReserveBytes => 0;

    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (!value.Exists)
            return EngineStatus.Missing;
        if (value.Kind != EntryKind.SortedSet)
            return EngineStatus.WrongType;
        var view = new SortedSetView(value.Payload, value.Large);
        (var first, Removed) = _range.In(view);
        view.Visit(first, Removed, _range.IsReverse, ref _visitor);
        if (Removed == 0)
            return EngineStatus.Unchanged;
        if (Removed == view.Count)
            value.Delete();
        else
            SortedSetEditing.TryRemoveRanks(ref value, first, Removed);
        return EngineStatus.Ok;
    }
}
