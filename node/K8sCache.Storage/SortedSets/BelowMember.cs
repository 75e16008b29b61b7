namespace K8sCache.Storage.SortedSets;

/// <summary>Elements with a lower member, byte by byte, or the same one where that is included; scores do not matter.</summary>
internal readonly ref struct BelowMember(ReadOnlySpan<byte> member, bool included) : IBelow
{
    private readonly ReadOnlySpan<byte> _member = member;
    private readonly bool _included = included;

    public bool Test(double score, ReadOnlySpan<byte> member)
    {
        var order = member.SequenceCompareTo(_member);
        return order < 0 || (_included && order == 0);
    }
}
