namespace K8sCache.Storage.Hashes;

/// <summary>For changes of fields whose values nobody asks for.</summary>
internal readonly struct NoLookups : IFieldLookupVisitor
{
    public void Found(scoped ReadOnlySpan<byte> value)
    {
    }

    public void Missing()
    {
    }
}
