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
            else if (!keep && i + 1 < request.Count && ExpiryArgument.UnitOf(word) is not ExpiryUnit.None and var wanted
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
        if (expiry != None && !ExpiryArgument.TryParse(request[expiry], unit, nowMs, "set", reply, out expiresAtMs))
            return false;
        options = new SetOptions { Condition = condition, ExpiresAtMs = expiresAtMs, KeepExpiry = keep, VisitOld = get };
        return true;
    }
}
