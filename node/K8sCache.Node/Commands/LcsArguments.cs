using K8sCache.Resp;

namespace K8sCache.Node.Commands;

/// <summary>The options of LCS.</summary>
internal readonly record struct LcsArguments(bool IsLength, bool IsIndexed, bool WithLengths, long MinLength)
{
    /// <summary>False when an error was written.</summary>
    public static bool TryParse(in RespRequest request, RespWriter reply, out LcsArguments options)
    {
        options = default;
        for (var i = 3; i < request.Count; i++)
        {
            if (request[i].Is("IDX"u8))
            {
                options = options with { IsIndexed = true };
            }
            else if (request[i].Is("LEN"u8))
            {
                options = options with { IsLength = true };
            }
            else if (request[i].Is("WITHMATCHLEN"u8))
            {
                options = options with { WithLengths = true };
            }
            else if (request[i].Is("MINMATCHLEN"u8) && i + 1 < request.Count)
            {
                if (!RespNumber.TryParse(request[++i], out var length))
                {
                    reply.WriteError(RedisErrors.NotAnInteger);
                    return false;
                }

                options = options with { MinLength = length };
            }
            else
            {
                reply.WriteError(RedisErrors.Syntax);
                return false;
            }
        }

        if (options is { IsLength: true, IsIndexed: true })
            reply.WriteError(KeyErrors.LengthAndIndexes);
        return options is not { IsLength: true, IsIndexed: true };
    }
}
