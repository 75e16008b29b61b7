namespace K8sCache.Storage.Lists;

/// <summary>Receives elements of a list in order; spans are valid during the call only.</summary>
public interface IListVisitor
{
    /// <summary>Called once before the elements, with their number.</summary>
    void Begin(int count);

    void Visit(scoped ReadOnlySpan<byte> element);
}
