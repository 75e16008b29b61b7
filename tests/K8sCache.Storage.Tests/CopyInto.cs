namespace K8sCache.Storage.Tests;

/// <summary>Merges every visited state into another engine.</summary>
internal struct CopyInto(CacheEngine target) : IEntryVisitor
{
    public EngineStatus Last;
    public int Visited;

    public void Visit(scoped in EntryState entry)
    {
        Last = target.Merge(entry);
        Visited++;
    }
}
