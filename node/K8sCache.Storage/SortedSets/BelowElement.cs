namespace K8sCache.Storage.SortedSets;

/// <summary>Elements before one element: by score, then by member.</summary>
internal readonly ref struct BelowElement(double score, ReadOnlySpan<byte> member, bool included = false) : IBelow
{
    private readonly double _score = score;
    private readonly ReadOnlySpan<byte> _member = member;
    private readonly bool _included = included;

    public bool Test(double score, ReadOnlySpan<byte> member)
    {
        if (score != _score)
            return score < _score;
        var order = member.SequenceCompareTo(_member);
        return order < 0 || (_included && order == 0);
    }
}
