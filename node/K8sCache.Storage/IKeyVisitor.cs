namespace K8sCache.Storage;

/// <summary>Takes keys found by a scan while their shard is locked; never call the engine from here.</summary>
public interface IKeyVisitor
{
    void Visit(scoped ReadOnlySpan<byte> key, EntryKind kind);
}
