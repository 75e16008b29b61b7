using K8sCache.Resp;

namespace K8sCache.Node.Commands;

/// <summary>When a written string expires: an amount and what it counts.</summary>
internal static class ExpiryArgument
{
    /// <summary>The unit an option of SET or GETEX names.</summary>
    public static ExpiryUnit UnitOf(ReadOnlySpan<byte> word) =>
        word.Is("EX"u8) ? ExpiryUnit.Seconds
        : word.Is("PX"u8) ? ExpiryUnit.Milliseconds
        : word.Is("EXAT"u8) ? ExpiryUnit.UnixSeconds
        : word.Is("PXAT"u8) ? ExpiryUnit.UnixMilliseconds
        : ExpiryUnit.None;

    /// <summary>False when an error was written.</summary>
    public static bool TryParse(
        ReadOnlySpan<byte> argument, ExpiryUnit unit, long nowMs, string command, RespWriter reply, out long expiresAtMs)
    {
        var seconds = unit is ExpiryUnit.Seconds or ExpiryUnit.UnixSeconds;
        var absolute = unit is ExpiryUnit.UnixSeconds or ExpiryUnit.UnixMilliseconds;
        expiresAtMs = 0;
        if (!RespNumber.TryParse(argument, out var amount))
        {
            reply.WriteError(RedisErrors.NotAnInteger);
            return false;
        }

        var isValid = amount > 0 && (!seconds || amount <= long.MaxValue / 1000);
        if (isValid)
        {
            expiresAtMs = seconds ? amount * 1000 : amount;
            isValid = absolute || expiresAtMs <= long.MaxValue - nowMs;
            expiresAtMs += absolute || !isValid ? 0 : nowMs;
        }

        if (!isValid)
            ErrorTexts.WriteInvalidExpire(reply, command);
        return isValid;
    }
}
