using K8sCache.Resp;

namespace K8sCache.Node.Commands;

/// <summary>The arguments of ZMPOP and LMPOP: a count of keys, keys, an end, how many elements.</summary>
/// <param name="KeyCount">Keys, from the third argument on.</param>
/// <param name="IsLast">Whether the second of the two words for an end was given.</param>
/// <param name="Count">Most elements to take.</param>
internal readonly record struct MultiPopArguments(int KeyCount, bool IsLast, long Count)
{
    private const int FirstKey = 2;

    /// <summary>False when an error was written instead.</summary>
    public static bool TryParse(
        in RespRequest request, RespWriter reply, ReadOnlySpan<byte> first, ReadOnlySpan<byte> last,
        out MultiPopArguments arguments)
    {
        arguments = default;
        if (!NumberArguments.TryParseAtLeast(reply, request[1], 1, out var keyCount, ErrorTexts.NoKeys))
            return false;
        var where = keyCount < request.Count - FirstKey ? FirstKey + (int)keyCount : 0;
        if (where == 0 || !(request[where].Is(first) || request[where].Is(last)))
        {
            reply.WriteError(RedisErrors.Syntax);
            return false;
        }

        long count = 1;
        var hasCount = request.Count >= where + 3 && request[where + 1].Is("COUNT"u8);
        if (hasCount && !NumberArguments.TryParseAtLeast(reply, request[where + 2], 1, out count, ErrorTexts.CountNotPositive))
            return false;
        if (request.Count > where + (hasCount ? 3 : 1))
        {
            reply.WriteError(RedisErrors.Syntax);
            return false;
        }

        arguments = new MultiPopArguments((int)keyCount, request[where].Is(last), count);
        return true;
    }
}
