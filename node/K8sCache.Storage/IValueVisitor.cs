namespace K8sCache.Storage;

/// <summary>Takes a value while its shard is locked: copy it out and return; never call the engine from here.</summary>
public interface IValueVisitor
{
    void Visit(scoped ReadOnlySpan<byte> value);
}
