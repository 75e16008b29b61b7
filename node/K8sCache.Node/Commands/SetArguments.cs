using K8sCache.Resp;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>The options of SET, in any order: NX or XX, GET, and one of EX PX EXAT PXAT KEEPTTL.</summary>
internal static class SetArguments
{
    private const int FirstOption = 3;
    private const int None = -1;

    /// <summary>False when an error was written.</summary>
    public static bool TryParse(in RespRequest request, RespWriter reply, long nowMs, out SetOptions options)
    {
        options = default;
        var condition = SetCondition.Always;
        bool get = false, keep = false;
        var unit = ExpiryUnit.None;
        var expiry = None;
        for (var i = FirstOption; i < request.Count; i++)
        {
            var word = request[i];
            if (word.Is("NX"u8) && condition != SetCondition.IfPresent)
                condition = SetCondition.IfAbsent;
            else if (word.Is("XX"u8) && condition != SetCondition.IfAbsent)
                condition = SetCondition.IfPresent;
            else if (word.Is("GET"u8))
                get = true;
            else if (word.Is("KEEPTTL"u8) && unit == ExpiryUnit.None)
                keep = true;
            else if (!keep && i + 1 < request.Count && UnitOf(word) is not ExpiryUnit.None and var wanted
                && (unit == ExpiryUnit.None || unit == wanted))
            {
                // The same option twice is fine, the last one counts; two different ones are not.
                unit = wanted;
                expiry = ++i;
            }
            else
            {
                reply.WriteError(RedisErrors.Syntax);
                return false;
            }
        }

        long expiresAtMs = 0;
        if (expiry != None && !TryExpiry(request[expiry], unit, nowMs, reply, out expiresAtMs))
            return false;
        options = new SetOptions { Condition = condition, ExpiresAtMs = expiresAtMs, KeepExpiry = keep, VisitOld = get };
        return true;
    }

    private static ExpiryUnit UnitOf(ReadOnlySpan<byte> word) =>
        word.Is("EX"u8) ? ExpiryUnit.Seconds
        : word.Is("PX"u8) ? ExpiryUnit.Milliseconds
        : word.Is("EXAT"u8) ? ExpiryUnit.UnixSeconds
        : word.Is("PXAT"u8) ? ExpiryUnit.UnixMilliseconds
        : ExpiryUnit.None;

    private static bool TryExpiry(
        ReadOnlySpan<byte> argument, ExpiryUnit unit, long nowMs, RespWriter reply, out long expiresAtMs)
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
            ErrorTexts.WriteInvalidExpire(reply, "set");
        return isValid;
    }
}
