using K8sCache.Storage.Values;

namespace K8sCache.Storage.Lists;

/// <summary>Keeps only the elements from one index to another; a list without any is gone.</summary>
internal struct TrimElements(long start, long stop) : IValueUpdate
{
    private readonly long _start = start;
    private readonly long _stop = stop;

    public static bool RecordsSteps => true;

    public readonly long ReserveBytes => 0;

    public readonly EngineStatus Update(scoped ref ValueEditor value)
    {
        if (!value.Exists)
            return EngineStatus.Missing;
        if (value.Kind != EntryKind.List)
            return EngineStatus.WrongType;
        var view = ListEditing.View(value);
        var (first, count) = view.Range(_start, _stop);
        if (count == view.Count)
            return EngineStatus.Unchanged;
        if (count == 0)
            value.Delete();
        else
            ListEditing.RemoveEnds(ref value, first, view.Count - first - count);
        return EngineStatus.Ok;
    }
}
