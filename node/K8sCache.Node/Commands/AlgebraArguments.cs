using System.Globalization;
using K8sCache.Resp;

namespace K8sCache.Node.Commands;

/// <summary>The options behind the keys of ZUNION, ZINTER, ZDIFF and what they store or count.</summary>
internal ref struct AlgebraArguments
{
    public double[] Weights { get; private set; }

    public ScoreAggregate Aggregate { get; private set; }

    public bool WithScores { get; private set; }

    /// <summary>Most members to count; 0 = all.</summary>
    public long Limit { get; private set; }

    /// <summary>Whether the count of keys is a count of keys that are there; false when an error was written instead.</summary>
    public static bool TryParseKeys(in RespRequest request, RespWriter reply, int countAt, string command, out int keyCount)
    {
        keyCount = 0;
        if (!NumberArguments.TryParse(reply, request[countAt], out var count))
            return false;
        if (count < 1)
        {
            reply.WriteError(string.Create(
                CultureInfo.InvariantCulture, $"ERR at least 1 input key is needed for '{command}' command"));
            return false;
        }

        if (count > request.Count - countAt - 1)
        {
            reply.WriteError(RedisErrors.Syntax);
            return false;
        }

        keyCount = (int)count;
        return true;
    }

    /// <summary>False when an error was written instead.</summary>
    public static bool TryParse(
        in RespRequest request, RespWriter reply, int at, int keyCount, AlgebraForm form, out AlgebraArguments arguments)
    {
        arguments = new AlgebraArguments { Weights = [.. Enumerable.Repeat(1.0, keyCount)] };
        while (at < request.Count)
        {
            var word = request[at];
            var left = request.Count - at;
            if (form.TakesWeights && left > keyCount && word.Is("WEIGHTS"u8))
            {
                if (!arguments.TryParseWeights(request, reply, at + 1))
                    return false;
                at += 1 + keyCount;
            }
            else if (form.TakesWeights && left >= 2 && word.Is("AGGREGATE"u8) && arguments.TrySetAggregate(request[at + 1]))
            {
                at += 2;
            }
            else if (form.TakesWithScores && word.Is("WITHSCORES"u8))
            {
                arguments.WithScores = true;
                at++;
            }
            else if (form.TakesLimit && left >= 2 && word.Is("LIMIT"u8))
            {
                if (!NumberArguments.TryParsePositive(reply, request[at + 1], out var limit, ErrorTexts.LimitNegative))
                    return false;
                arguments.Limit = limit;
                at += 2;
            }
            else
            {
                reply.WriteError(RedisErrors.Syntax);
                return false;
            }
        }

        return true;
    }

    private readonly bool TryParseWeights(in RespRequest request, RespWriter reply, int at)
    {
        for (var key = 0; key < Weights.Length; key++)
        {
            if (ScoreArguments.TryParse(request[at + key], out Weights[key]))
                continue;
            reply.WriteError(ErrorTexts.WeightNotAFloat);
            return false;
        }

        return true;
    }

    private bool TrySetAggregate(ReadOnlySpan<byte> word)
    {
        Aggregate = word.Is("MIN"u8) ? ScoreAggregate.Min : word.Is("MAX"u8) ? ScoreAggregate.Max : ScoreAggregate.Sum;
        return Aggregate != ScoreAggregate.Sum || word.Is("SUM"u8);
    }
}
