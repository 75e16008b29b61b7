using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>Only whether a field is there, and how long its value is.</summary>
internal struct FieldPresence : IFieldLookupVisitor
{
    public bool IsFound { get; private set; }

    public int Length { get; private set; }

    public void Found(scoped ReadOnlySpan<byte> value)
    {
        IsFound = true;
        Length = value.Length;
    }

    public readonly void Missing()
    {
    }
}
