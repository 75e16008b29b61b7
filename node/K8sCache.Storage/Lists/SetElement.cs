using K8sCache.Storage.Values;

namespace K8sCache.Storage.Lists;

/// <summary>Replaces the element at an index.</summary>
internal readonly ref struct SetElement(long index, ReadOnlySpan<byte> element) : IValueUpdate
{
    private readonly long _index = index;
    private readonly ReadOnlySpan<byte> _element = element;

    public static bool RecordsSteps => true;

    public long ReserveBytes => LargeList.ChangeBytes + ListEditing.UpperBound(_element.Length);

    /// <summary><see cref="EngineStatus.ConditionFailed"/> where there is no such element.</summary>
    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (!value.Exists)
            return EngineStatus.Missing;
        if (value.Kind != EntryKind.List)
            return EngineStatus.WrongType;
        var view = ListEditing.View(value);
        if (!view.TryResolve(_index, out var index))
            return EngineStatus.ConditionFailed;
        ListEditing.TryReplaceAt(ref value, index, _element);
        return EngineStatus.Ok;
    }
}
