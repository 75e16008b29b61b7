using K8sCache.Storage.Values;

namespace K8sCache.Storage.Lists;

/// <summary>Puts an element before or after the first one that equals a pivot.</summary>
internal ref struct InsertElement(ReadOnlySpan<byte> pivot, ReadOnlySpan<byte> element, bool after) : IValueUpdate
{
    private readonly ReadOnlySpan<byte> _pivot = pivot;
    private readonly ReadOnlySpan<byte> _element = element;
    private readonly bool _after = after;

    public static bool RecordsSteps => true;

    public int Length { get; private set; }

    public readonly long ReserveBytes => LargeList.ChangeBytes + ListEditing.UpperBound(_element.Length);

    /// <summary><see cref="EngineStatus.ConditionFailed"/> where there is no such pivot.</summary>
    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (!value.Exists)
            return EngineStatus.Missing;
        if (value.Kind != EntryKind.List)
            return EngineStatus.WrongType;
        var view = ListEditing.View(value);
        var index = 0;
        for (var place = new ListCursor(view, 0); place.IsValid; place.MoveNext(), index++)
        {
            if (!place.Element.SequenceEqual(_pivot))
                continue;
            Length = view.Count + 1;
            value.Recorder?.Inserted(_after ? index + 1 : index, _element);
            ListEditing.Insert(ref value, place.Run, _after ? place.End : place.Offset, _element);
            return EngineStatus.Ok;
        }

        return EngineStatus.ConditionFailed;
    }
}
