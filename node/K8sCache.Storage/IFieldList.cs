namespace K8sCache.Storage;

/// <summary>Fields (and, for a write, their values) of one command.</summary>
public interface IFieldList
{
    int Count { get; }

    ReadOnlySpan<byte> Field(int index);

    /// <summary>Only asked for by writes.</summary>
    ReadOnlySpan<byte> Value(int index);
}
