using K8sCache.Storage.Values;

namespace K8sCache.Storage.Lists;

/// <summary>Adds elements at one end, one after the other.</summary>
internal ref struct PushElements<TElements>(TElements elements, bool atFront, bool onlyExisting) : IValueUpdate
    where TElements : IFieldList, allows ref struct
{
    private readonly TElements _elements = elements;
    private readonly bool _atFront = atFront;
    private readonly bool _onlyExisting = onlyExisting;

    public static bool RecordsSteps => true;

    public int Length { get; private set; }

    public readonly long ReserveBytes
    {
        get
        {
            var bytes = LargeList.ChangeBytes;
            for (var i = 0; i < _elements.Count; i++)
                bytes += ListEditing.UpperBound(_elements.Field(i).Length);
            return bytes;
        }
    }

    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (!value.Exists && _onlyExisting)
            return EngineStatus.Missing;
        if (value.Exists && value.Kind != EntryKind.List)
            return EngineStatus.WrongType;
        for (var i = 0; i < _elements.Count; i++)
            ListEditing.Push(ref value, _elements.Field(i), _atFront);
        Length = ListEditing.View(value).Count;
        return EngineStatus.Ok;
    }
}
