namespace K8sCache.Storage.SortedSets;

/// <summary>One end of a range of members: a member, or before or after all of them.</summary>
public readonly ref struct LexBound
{
    private LexBound(ReadOnlySpan<byte> member, bool isExclusive, int infinity)
    {
        Member = member;
        IsExclusive = isExclusive;
        Infinity = infinity;
    }

    public static LexBound Lowest => new([], false, -1);

    public static LexBound Highest => new([], false, 1);

    public ReadOnlySpan<byte> Member { get; }

    /// <summary>Whether the member itself is outside.</summary>
    public bool IsExclusive { get; }

    /// <summary>-1 before all members, 1 after all, 0 for a member.</summary>
    public int Infinity { get; }

    public static LexBound At(ReadOnlySpan<byte> member, bool isExclusive) => new(member, isExclusive, 0);
}
