namespace K8sCache.Storage.Tests;

/// <summary>Looks whether a value was written for this key.</summary>
internal struct StampCheck(int key) : IValueVisitor
{
    public bool IsRight;

    public void Visit(scoped ReadOnlySpan<byte> value) => IsRight = Stamped.IsOf(value, key);
}
