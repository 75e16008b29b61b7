namespace K8sCache.Storage.Hashes;

/// <summary>Visits every field of a hash that has any.</summary>
internal ref struct HashAll<TVisitor>(TVisitor visitor) : IHashReader
    where TVisitor : IFieldVisitor, allows ref struct
{
    public TVisitor Visitor = visitor;

    public bool IsEmpty { get; private set; }

    public void Read(scoped in HashView hash)
    {
        IsEmpty = hash.Count == 0;
        if (!IsEmpty)
            hash.VisitAll(ref Visitor);
    }
}
