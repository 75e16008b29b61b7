namespace K8sCache.Storage;

/// <summary>Takes whole entries, tombstones among them, while their shard is locked; never call the engine from here.</summary>
public interface IEntryVisitor
{
    void Visit(scoped in EntryState entry);
}
