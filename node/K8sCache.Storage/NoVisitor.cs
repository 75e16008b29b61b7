namespace K8sCache.Storage;

/// <summary>Where a value may be visited but nobody wants it.</summary>
public readonly struct NoVisitor : IValueVisitor
{
    public void Visit(scoped ReadOnlySpan<byte> value)
    {
    }
}
