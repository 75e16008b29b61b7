using K8sCache.Resp;
using K8sCache.Storage.Lists;

namespace K8sCache.Node.Commands;

/// <summary>LPOS's options.</summary>
internal static class PositionArguments
{
    /// <summary>False when an error was written instead; <paramref name="isMany"/> = an array is wanted.</summary>
    public static bool TryParse(in RespRequest request, RespWriter reply, out ListSearch search, out bool isMany)
    {
        search = new ListSearch(Rank: 1, Count: 1, MaxLength: 0);
        isMany = false;
        for (var at = 3; at < request.Count; at += 2)
        {
            var word = request[at];
            if (at + 1 < request.Count && word.Is("RANK"u8))
            {
                if (!NumberArguments.TryParse(reply, request[at + 1], out var rank))
                    return false;
                if (rank == 0)
                {
                    reply.WriteError(ErrorTexts.RankZero);
                    return false;
                }

                // The lowest number has no opposite: Redis takes the first match from the back then.
                search = search with { Rank = rank == long.MinValue ? -1 : rank };
            }
            else if (at + 1 < request.Count && word.Is("COUNT"u8))
            {
                if (!NumberArguments.TryParsePositive(reply, request[at + 1], out var count, ErrorTexts.CountNegative))
                    return false;
                search = search with { Count = count };
                isMany = true;
            }
            else if (at + 1 < request.Count && word.Is("MAXLEN"u8))
            {
                if (!NumberArguments.TryParsePositive(reply, request[at + 1], out var length, ErrorTexts.MaxLengthNegative))
                    return false;
                search = search with { MaxLength = length };
            }
            else
            {
                reply.WriteError(RedisErrors.Syntax);
                return false;
            }
        }

        return true;
    }
}
