using K8sCache.Storage.SortedSets;

namespace K8sCache.Node.Commands;

/// <summary>Does not look at what it visits.</summary>
internal readonly struct NoElements : ISortedSetVisitor
{
    public void Begin(int count)
    {
    }

    public void Visit(scoped ReadOnlySpan<byte> member, double score)
    {
    }
}
