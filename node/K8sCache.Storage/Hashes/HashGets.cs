using K8sCache.Storage.Values;

namespace K8sCache.Storage.Hashes;

/// <summary>Looks fields up.</summary>
internal ref struct HashGets<TFields, TVisitor>(TFields fields, TVisitor visitor) : IValueReader
    where TFields : IFieldList, allows ref struct
    where TVisitor : IFieldLookupVisitor, allows ref struct
{
    private readonly TFields _fields = fields;
    public TVisitor Visitor = visitor;

    public EngineStatus Read(scoped in ValueView value)
    {
        if (value.Kind is not (EntryKind.Hash or EntryKind.None))
            return EngineStatus.WrongType;
        for (var i = 0; i < _fields.Count; i++)
        {
            byte[]? bytes = null;
            ReadOnlySpan<byte> found = default;
            if (value.Large is LargeHash large ? large.TryGet(_fields.Field(i), out bytes) : PackedFields.TryFind(value.Payload, _fields.Field(i), out _, out _, out found))
                Visitor.Found(bytes is null ? found : bytes);
            else
                Visitor.Missing();
        }

        return EngineStatus.Ok;
    }
}
