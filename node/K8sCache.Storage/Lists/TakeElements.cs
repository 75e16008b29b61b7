using K8sCache.Storage.Values;

namespace K8sCache.Storage.Lists;

/// <summary>Visits elements at one end, from there on, and removes them; a list without any is gone.</summary>
internal ref struct TakeElements<TVisitor>(long count, bool atFront, TVisitor visitor) : IValueUpdate
    where TVisitor : IListVisitor, allows ref struct
{
    private readonly long _count = count;
    private readonly bool _atFront = atFront;
    private TVisitor _visitor = visitor;

    public static bool RecordsSteps => true;

    public readonly TVisitor Visitor => _visitor;

    public readonly long ReserveBytes => 0;

    /// <summary><see cref="EngineStatus.Unchanged"/> where none were asked for.</summary>
    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (!value.Exists)
            return EngineStatus.Missing;
        if (value.Kind != EntryKind.List)
            return EngineStatus.WrongType;
        var view = ListEditing.View(value);
        var count = (int)Math.Min(_count, view.Count);
        view.Visit(_atFront ? 0 : view.Count - 1, count, reverse: !_atFront, ref _visitor);
        if (count == 0)
            return EngineStatus.Unchanged;
        ListEditing.RemoveEnds(ref value, _atFront ? count : 0, _atFront ? 0 : count);
        return EngineStatus.Ok;
    }
}
