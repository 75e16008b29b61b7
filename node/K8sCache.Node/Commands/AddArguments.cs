using K8sCache.Resp;
using K8sCache.Storage.SortedSets;

namespace K8sCache.Node.Commands;

/// <summary>ZADD's options.</summary>
/// <param name="FirstScore">Index of the first score.</param>
/// <param name="Conditions">When and how scores are written.</param>
/// <param name="CountChanged">Whether members with another score count as well as new ones.</param>
internal readonly record struct AddArguments(int FirstScore, SortedSetConditions Conditions, bool CountChanged)
{
    /// <summary>False when an error was written instead.</summary>
    public static bool TryParse(in RespRequest request, RespWriter reply, out AddArguments arguments)
    {
        var conditions = SortedSetConditions.None;
        var countChanged = false;
        var at = 2;
        for (; at < request.Count; at++)
        {
            if (request[at].Is("CH"u8))
                countChanged = true;
            else if (ConditionOf(request[at]) is var condition and not SortedSetConditions.None)
                conditions |= condition;
            else
                break;
        }

        arguments = new AddArguments(at, conditions, countChanged);
        var error = Problem(request, arguments);
        if (error.IsEmpty)
            return true;
        reply.WriteError(error);
        return false;
    }

    private static SortedSetConditions ConditionOf(ReadOnlySpan<byte> word) =>
        word.Is("NX"u8) ? SortedSetConditions.OnlyNew
        : word.Is("XX"u8) ? SortedSetConditions.OnlyExisting
        : word.Is("GT"u8) ? SortedSetConditions.OnlyGreater
        : word.Is("LT"u8) ? SortedSetConditions.OnlyLess
        : word.Is("INCR"u8) ? SortedSetConditions.Increment
        : SortedSetConditions.None;

    private static ReadOnlySpan<byte> Problem(in RespRequest request, AddArguments arguments)
    {
        var left = request.Count - arguments.FirstScore;
        if (left == 0 || left % 2 != 0)
            return RedisErrors.Syntax;
        var conditions = arguments.Conditions;
        if (conditions.HasFlag(SortedSetConditions.OnlyNew | SortedSetConditions.OnlyExisting))
            return ErrorTexts.NewAndExisting;
        var exclusive = conditions
            & (SortedSetConditions.OnlyNew | SortedSetConditions.OnlyGreater | SortedSetConditions.OnlyLess);
        if (System.Numerics.BitOperations.PopCount((uint)exclusive) > 1)
            return ErrorTexts.GreaterLessAndNew;
        if (conditions.HasFlag(SortedSetConditions.Increment) && left > 2)
            return ErrorTexts.ManyIncrements;
        for (var at = arguments.FirstScore; at < request.Count; at += 2)
        {
            if (!ScoreArguments.TryParse(request[at], out _))
                return ErrorTexts.NotAFloat;
        }

        return default;
    }
}
