namespace K8sCache.Storage.Hashes;

/// <summary>Passes on the fields of a walk that have not expired.</summary>
internal ref struct LiveFieldWalk<TVisitor>(LargeHash hash, long nowMs, TVisitor visitor) : IElementVisitor
    where TVisitor : IFieldVisitor, allows ref struct
{
    public TVisitor Visitor = visitor;

    public void Visit(int index)
    {
        if (hash.IsLive(index, nowMs))
            Visitor.Visit(hash.KeyAt(index), hash.TailAt(index));
    }
}
