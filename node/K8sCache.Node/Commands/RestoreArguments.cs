using K8sCache.Resp;

namespace K8sCache.Node.Commands;

/// <summary>The options of RESTORE: REPLACE, ABSTTL, and one of IDLETIME and FREQ, which are checked only.</summary>
internal static class RestoreArguments
{
    private const int FirstOption = 4;

    /// <summary>False when an error was written.</summary>
    public static bool TryParse(in RespRequest request, RespWriter reply, out bool replace, out bool absolute)
    {
        replace = false;
        absolute = false;
        bool idleTime = false, frequency = false;
        for (var i = FirstOption; i < request.Count; i++)
        {
            var word = request[i];
            var hasValue = i + 1 < request.Count;
            if (word.Is("REPLACE"u8))
            {
                replace = true;
            }
            else if (word.Is("ABSTTL"u8))
            {
                absolute = true;
            }
            else if (word.Is("IDLETIME"u8) && hasValue && !frequency)
            {
                idleTime = true;
                if (!IsInRange(request[++i], long.MaxValue, KeyErrors.InvalidIdleTime, reply))
                    return false;
            }
            else if (word.Is("FREQ"u8) && hasValue && !idleTime)
            {
                frequency = true;
                if (!IsInRange(request[++i], byte.MaxValue, KeyErrors.InvalidFrequency, reply))
                    return false;
            }
            else
            {
                reply.WriteError(RedisErrors.Syntax);
                return false;
            }
        }

        return true;
    }

    /// <summary>False when an error was written.</summary>
    /// <param name="argument">Milliseconds; 0 = never.</param>
    /// <param name="absolute">Whether they count from the Unix epoch, not from now.</param>
    /// <param name="nowMs">Milliseconds since the Unix epoch.</param>
    /// <param name="reply">Where the error goes.</param>
    /// <param name="expiresAtMs">Milliseconds since the Unix epoch; 0 = never.</param>
    public static bool TryExpiry(
        ReadOnlySpan<byte> argument, bool absolute, long nowMs, RespWriter reply, out long expiresAtMs)
    {
        if (!RespNumber.TryParse(argument, out expiresAtMs))
        {
            reply.WriteError(RedisErrors.NotAnInteger);
            return false;
        }

        if (expiresAtMs < 0)
        {
            reply.WriteError(KeyErrors.InvalidTimeToLive);
            return false;
        }

        // So late that it never comes is as good as the latest there is.
        if (expiresAtMs != 0 && !absolute)
            expiresAtMs = expiresAtMs > long.MaxValue - nowMs ? long.MaxValue : expiresAtMs + nowMs;
        return true;
    }

    private static bool IsInRange(ReadOnlySpan<byte> argument, long most, ReadOnlySpan<byte> error, RespWriter reply)
    {
        if (!RespNumber.TryParse(argument, out var value))
            reply.WriteError(RedisErrors.NotAnInteger);
        else if (value < 0 || value > most)
            reply.WriteError(error);
        else
            return true;
        return false;
    }
}
