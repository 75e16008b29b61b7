using K8sCache.Resp;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>The arguments the commands on fields' expiry share. What is wrong with them is written as the reply.</summary>
internal static class FieldArguments
{
    /// <summary>Reads <c>FIELDS count field…</c> from an argument to the end.</summary>
    public static bool TryParse(
        RespRequest request, int at, ReadOnlySpan<byte> badCount, RespWriter reply, out RequestFields fields)
    {
        fields = default;
        if (at >= request.Count || !request[at].Is("FIELDS"u8))
        {
            reply.WriteError(HashErrors.NoFields);
            return false;
        }

        if (at + 1 >= request.Count || !RespNumber.TryParse(request[at + 1], out var count) || count < 1)
        {
            reply.WriteError(badCount);
            return false;
        }

        if (count != request.Count - at - 2)
        {
            reply.WriteError(HashErrors.FieldCountMismatch);
            return false;
        }

        fields = new RequestFields(request, step: 1, at + 2, (int)count);
        return true;
    }

    /// <summary>Reads a time in a unit from a base on; the answer is milliseconds since the Unix epoch.</summary>
    public static bool TryParseTime(
        ReadOnlySpan<byte> text, int unitMs, long baseMs, string command, RespWriter reply, out long timeMs)
    {
        timeMs = 0;
        if (!RespNumber.TryParse(text, out var amount))
            reply.WriteError(RedisErrors.NotAnInteger);
        else if (amount < 0)
            reply.WriteError(HashErrors.NegativeExpire);
        else if (amount > CacheEngine.MaxFieldExpiryMs / unitMs || amount * unitMs > CacheEngine.MaxFieldExpiryMs - baseMs)
            ErrorTexts.WriteInvalidExpire(reply, command);
        else
        {
            timeMs = (amount * unitMs) + baseMs;
            return true;
        }

        return false;
    }

    /// <summary>Whether a word says how a time is given, and if so in which unit and from when on.</summary>
    public static bool IsTimeOption(ReadOnlySpan<byte> word, long nowMs, out int unitMs, out long baseMs)
    {
        unitMs = word.Is("EX"u8) || word.Is("EXAT"u8) ? 1000 : 1;
        baseMs = word.Is("EX"u8) || word.Is("PX"u8) ? nowMs : 0;
        return word.Is("EX"u8) || word.Is("PX"u8) || word.Is("EXAT"u8) || word.Is("PXAT"u8);
    }
}
