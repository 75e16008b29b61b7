namespace K8sCache.Storage.SortedSets;

/// <summary>Receives elements of a sorted set; spans are valid during the call only.</summary>
public interface ISortedSetVisitor
{
    /// <summary>Called once before the elements, with their number; not where that is not known before.</summary>
    void Begin(int count);

    void Visit(scoped ReadOnlySpan<byte> member, double score);
}
