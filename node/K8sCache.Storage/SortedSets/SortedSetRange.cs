namespace K8sCache.Storage.SortedSets;

/// <summary>Some neighbouring elements of a sorted set: by rank, by score, or by member where all scores are the same.</summary>
public readonly ref struct SortedSetRange
{
    private enum Unit
    {
        Rank,
        Score,
        Member,
    }

    private readonly Unit _unit;
    private readonly long _start;
    private readonly long _stop;
    private readonly ScoreBound _minScore;
    private readonly ScoreBound _maxScore;
    private readonly LexBound _minMember;
    private readonly LexBound _maxMember;

    private SortedSetRange(long start, long stop) => (_unit, _start, _stop) = (Unit.Rank, start, stop);

    private SortedSetRange(ScoreBound min, ScoreBound max) => (_unit, _minScore, _maxScore) = (Unit.Score, min, max);

    private SortedSetRange(LexBound min, LexBound max)
    {
        _unit = Unit.Member;
        _minMember = min;
        _maxMember = max;
    }

    /// <summary>From the highest element down; ranks are counted from there then.</summary>
    public bool IsReverse { get; init; }

    /// <summary>Elements to leave out at the start; a negative number leaves out all. Not for ranks.</summary>
    public long Offset { get; init; }

    /// <summary>Most elements; a negative number is no limit. Not for ranks.</summary>
    public long Limit { get; init; } = -1;

    /// <summary>Ranks from <paramref name="start"/> to <paramref name="stop"/>; negative ones are counted from the end.</summary>
    public static SortedSetRange ByRank(long start, long stop, bool isReverse = false) =>
        new(start, stop) { IsReverse = isReverse };

    public static SortedSetRange ByScore(ScoreBound min, ScoreBound max) => new(min, max);

    public static SortedSetRange ByMember(LexBound min, LexBound max) => new(min, max);

    /// <summary>The range in ranks, from the lowest on.</summary>
    internal (int First, int Count) In(in SortedSetView set)
    {
        var size = set.Count;
        if (_unit == Unit.Rank)
            return InRanks(size);
        var (low, high) = _unit == Unit.Score
            ? (set.CountBelow(new BelowScore(_minScore.Score, included: _minScore.IsExclusive)),
                set.CountBelow(new BelowScore(_maxScore.Score, included: !_maxScore.IsExclusive)))
            : (Below(set, _minMember, isMin: true), Below(set, _maxMember, isMin: false));
        long found = high - low;
        if (found <= 0 || Offset < 0 || Offset >= found)
            return (0, 0);
        var count = (int)(Limit < 0 ? found - Offset : Math.Min(Limit, found - Offset));
        return (IsReverse ? high - (int)Offset - count : low + (int)Offset, count);
    }

    private static int Below(in SortedSetView set, LexBound bound, bool isMin) => bound.Infinity switch
    {
        < 0 => 0,
        > 0 => set.Count,
        _ => set.CountBelow(new BelowMember(bound.Member, included: bound.IsExclusive == isMin)),
    };

    private (int First, int Count) InRanks(int size)
    {
        var start = Math.Max(0, _start < 0 ? _start + size : _start);
        var stop = Math.Min(size - 1, _stop < 0 ? _stop + size : _stop);
        if (start > stop || start >= size)
            return (0, 0);
        var count = (int)(stop - start + 1);
        return (IsReverse ? size - (int)start - count : (int)start, count);
    }
}
