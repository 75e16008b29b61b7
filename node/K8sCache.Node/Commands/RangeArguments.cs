using K8sCache.Resp;
using K8sCache.Storage.SortedSets;

namespace K8sCache.Node.Commands;

/// <summary>The arguments of ZRANGE and its older forms.</summary>
internal ref struct RangeArguments
{
    private RangeUnit? _unit;
    private bool? _isReverse;
    private long _offset;
    private long _limit;
    private SortedSetRange _range;

    public readonly SortedSetRange Range => _range;

    public bool WithScores { get; private set; }

    /// <summary>False when an error was written instead.</summary>
    /// <param name="request">The request.</param>
    /// <param name="reply">Where an error goes.</param>
    /// <param name="at">Index of the key that is read.</param>
    /// <param name="unit">What the range is given in; null where options say.</param>
    /// <param name="isReverse">Whether it runs from the highest element down; null where an option says.</param>
    /// <param name="mayHaveScores">Whether WITHSCORES is allowed.</param>
    /// <param name="arguments">What was parsed.</param>
    public static bool TryParse(
        in RespRequest request, RespWriter reply, int at, RangeUnit? unit, bool? isReverse, bool mayHaveScores,
        out RangeArguments arguments)
    {
        arguments = new RangeArguments { _unit = unit, _isReverse = isReverse, _limit = -1 };
        for (var i = at + 3; i < request.Count; i++)
        {
            if (!arguments.TryParseOption(request, reply, mayHaveScores, ref i))
                return false;
        }

        var final = arguments._unit ?? RangeUnit.Rank;
        if (arguments._limit != -1 && final == RangeUnit.Rank)
        {
            reply.WriteError(ErrorTexts.LimitWithoutRange);
            return false;
        }

        if (arguments.WithScores && final == RangeUnit.Member)
        {
            reply.WriteError(ErrorTexts.ScoresByMember);
            return false;
        }

        var isSwapped = arguments._isReverse == true && final != RangeUnit.Rank;
        var (min, max) = isSwapped ? (at + 2, at + 1) : (at + 1, at + 2);
        if (!TryParseRange(reply, final, request[min], request[max], out var range))
            return false;
        arguments._range = range with
        {
            IsReverse = arguments._isReverse == true,
            Offset = arguments._offset,
            Limit = arguments._limit,
        };
        return true;
    }

    /// <summary>A range from its two ends alone; false when an error was written instead.</summary>
    public static bool TryParseRange(
        RespWriter reply, RangeUnit unit, ReadOnlySpan<byte> min, ReadOnlySpan<byte> max, out SortedSetRange range)
    {
        range = default;
        switch (unit)
        {
            case RangeUnit.Rank:
                if (!NumberArguments.TryParse(reply, min, out var start) || !NumberArguments.TryParse(reply, max, out var stop))
                    return false;
                range = SortedSetRange.ByRank(start, stop);
                return true;
            case RangeUnit.Score:
                if (ScoreArguments.TryParseBound(min, out ScoreBound low) && ScoreArguments.TryParseBound(max, out ScoreBound high))
                {
                    range = SortedSetRange.ByScore(low, high);
                    return true;
                }

                reply.WriteError(ErrorTexts.BoundNotAFloat);
                return false;
            case RangeUnit.Member:
            default:
                if (ScoreArguments.TryParseBound(min, out LexBound first) && ScoreArguments.TryParseBound(max, out LexBound last))
                {
                    range = SortedSetRange.ByMember(first, last);
                    return true;
                }

                reply.WriteError(ErrorTexts.BoundNotAMember);
                return false;
        }
    }

    private bool TryParseOption(in RespRequest request, RespWriter reply, bool mayHaveScores, ref int at)
    {
        var word = request[at];
        if (mayHaveScores && word.Is("WITHSCORES"u8))
        {
            WithScores = true;
        }
        else if (word.Is("LIMIT"u8) && at + 2 < request.Count)
        {
            if (!NumberArguments.TryParse(reply, request[at + 1], out _offset)
                || !NumberArguments.TryParse(reply, request[at + 2], out _limit))
            {
                return false;
            }

            at += 2;
        }
        else if (_isReverse is null && word.Is("REV"u8))
        {
            _isReverse = true;
        }
        else if (_unit is null && word.Is("BYLEX"u8))
        {
            _unit = RangeUnit.Member;
        }
        else if (_unit is null && word.Is("BYSCORE"u8))
        {
            _unit = RangeUnit.Score;
        }
        else
        {
            reply.WriteError(RedisErrors.Syntax);
            return false;
        }

        return true;
    }
}
