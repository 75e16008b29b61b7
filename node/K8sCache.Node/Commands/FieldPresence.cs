using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>Only whether a field is there.</summary>
internal struct FieldPresence : IFieldLookupVisitor
{
    public bool IsFound { get; private set; }

    public void Found(scoped ReadOnlySpan<byte> value) => IsFound = true;

    public readonly void Missing()
    {
    }
}
