namespace K8sCache.Storage;

/// <summary>Takes the fields of one hash while its shard is locked; never call the engine from here.</summary>
public interface IFieldVisitor
{
    /// <summary>Called once, first, with the number of <see cref="Visit"/> calls that follow.</summary>
    void Begin(int fieldCount);

    void Visit(scoped ReadOnlySpan<byte> field, scoped ReadOnlySpan<byte> value);
}
