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
        bool get = false, keep = false, seconds = false, absolute = false;
        var expiry = None;
        for (var i = FirstOption; i < request.Count; i++)
        {
            var word = request[i];
            var mayExpire = expiry == None && !keep && i + 1 < request.Count;
            if (word.Is("NX"u8) && condition != SetCondition.IfPresent)
                condition = SetCondition.IfAbsent;
            else if (word.Is("XX"u8) && condition != SetCondition.IfAbsent)
                condition = SetCondition.IfPresent;
            else if (word.Is("GET"u8))
                get = true;
            else if (word.Is("KEEPTTL"u8) && expiry == None)
                keep = true;
            else if (mayExpire && IsExpiry(word, out seconds, out absolute))
                expiry = ++i;
            else
            {
                reply.WriteError(ErrorTexts.Syntax);
                return false;
            }
        }

        long expiresAtMs = 0;
        if (expiry != None && !TryExpiry(request[expiry], seconds, absolute, nowMs, reply, out expiresAtMs))
            return false;
        options = new SetOptions { Condition = condition, ExpiresAtMs = expiresAtMs, KeepExpiry = keep, VisitOld = get };
        return true;
    }

    private static bool IsExpiry(ReadOnlySpan<byte> word, out bool seconds, out bool absolute)
    {
        seconds = word.Is("EX"u8) || word.Is("EXAT"u8);
        absolute = word.Is("EXAT"u8) || word.Is("PXAT"u8);
        return seconds || absolute || word.Is("PX"u8);
    }

    private static bool TryExpiry(
        ReadOnlySpan<byte> argument, bool seconds, bool absolute, long nowMs, RespWriter reply, out long expiresAtMs)
    {
        expiresAtMs = 0;
        if (!RespNumber.TryParse(argument, out var amount))
        {
            reply.WriteError(ErrorTexts.NotAnInteger);
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
