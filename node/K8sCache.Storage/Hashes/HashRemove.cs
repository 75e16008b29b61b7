using K8sCache.Storage.Values;

namespace K8sCache.Storage.Hashes;

/// <summary>Removes fields, telling what they were (HDEL, HGETDEL).</summary>
internal ref struct HashRemove<TFields, TVisitor>(TFields fields, TVisitor visitor) : IValueUpdate
    where TFields : IFieldList, allows ref struct
    where TVisitor : IFieldLookupVisitor, allows ref struct
{
    public TVisitor Visitor = visitor;

    private TFields _fields = fields;

    public static bool RecordsSteps => true;

    public int Removed { get; private set; }

    public readonly long ReserveBytes => 0;

    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (HashEdit.IsOther(ref value))
            return EngineStatus.WrongType;
        for (var i = 0; i < _fields.Count; i++)
        {
            if (!value.Exists || !HashEdit.TryGet(ref value, _fields.Field(i), out var text, out _))
            {
                Visitor.Missing();
                continue;
            }

            Visitor.Found(text);
            HashEdit.Remove(ref value, _fields.Field(i));
            Removed++;
        }

        if (!value.Exists)
            return EngineStatus.Missing;
        return Removed == 0 ? EngineStatus.Unchanged : HashEdit.Finish(ref value);
    }
}
