namespace K8sCache.Storage.Sets;

/// <summary>Takes members of one set while its shard is locked; never call the engine from here.</summary>
public interface IMemberVisitor
{
    /// <summary>Called once, first, with the number of <see cref="Visit"/> calls that follow; not by a scan.</summary>
    void Begin(int memberCount);

    void Visit(scoped ReadOnlySpan<byte> member);
}
