namespace K8sCache.Storage.SortedSets;

/// <summary>Whether an element stands before a place in the order: true for all up to it, false from there on.</summary>
internal interface IBelow
{
    bool Test(double score, ReadOnlySpan<byte> member);
}
