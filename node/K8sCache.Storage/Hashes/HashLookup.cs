namespace K8sCache.Storage.Hashes;

/// <summary>Looks fields up in order.</summary>
internal ref struct HashLookup<TFields, TVisitor>(TFields fields, TVisitor visitor) : IHashReader
    where TFields : IFieldList, allows ref struct
    where TVisitor : IFieldLookupVisitor, allows ref struct
{
    public TVisitor Visitor = visitor;

    private TFields _fields = fields;

    public void Read(scoped in HashView hash)
    {
        for (var i = 0; i < _fields.Count; i++)
        {
            if (hash.TryGet(_fields.Field(i), out var value))
                Visitor.Found(value);
            else
                Visitor.Missing();
        }
    }
}
