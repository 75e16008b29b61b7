namespace K8sCache.Storage;

/// <summary>Takes the answers to a lookup of several fields, in the order asked, while the shard is locked.</summary>
public interface IFieldLookupVisitor
{
    void Found(scoped ReadOnlySpan<byte> value);

    void Missing();
}
