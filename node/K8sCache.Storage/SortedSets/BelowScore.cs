namespace K8sCache.Storage.SortedSets;

/// <summary>Elements with a lower score, or the same one where that is included.</summary>
internal readonly struct BelowScore(double score, bool included) : IBelow
{
    private readonly double _score = score;
    private readonly bool _included = included;

    public bool Test(double score, ReadOnlySpan<byte> member) => score < _score || (_included && score == _score);
}
