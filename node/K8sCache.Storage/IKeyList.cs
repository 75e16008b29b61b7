namespace K8sCache.Storage;

/// <summary>Keys somebody else holds the bytes of.</summary>
public interface IKeyList
{
    int Count { get; }

    ReadOnlySpan<byte> Key(int index);
}
