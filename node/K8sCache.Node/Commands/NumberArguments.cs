using K8sCache.Resp;

namespace K8sCache.Node.Commands;

/// <summary>Whole numbers among a command's arguments, refused in Redis' words where they are none or out of range.</summary>
internal static class NumberArguments
{
    public static bool TryParse(RespWriter reply, ReadOnlySpan<byte> argument, out long value)
    {
        if (RespNumber.TryParse(argument, out value))
            return true;
        reply.WriteError(RedisErrors.NotAnInteger);
        return false;
    }

    /// <summary>A number from 0 on; the message, if there is one, says whatever is wrong.</summary>
    public static bool TryParsePositive(
        RespWriter reply, ReadOnlySpan<byte> argument, out long value, ReadOnlySpan<byte> message = default) =>
        TryParse(reply, argument, 0, out value, message.IsEmpty ? ErrorTexts.NotPositive : message, isForAll: true);

    /// <summary>A number from a least one on; the message says whatever is wrong.</summary>
    public static bool TryParseAtLeast(
        RespWriter reply, ReadOnlySpan<byte> argument, long least, out long value, ReadOnlySpan<byte> message) =>
        TryParse(reply, argument, least, out value, message, isForAll: true);

    /// <summary>Any number but the lowest, whose opposite is none.</summary>
    public static bool TryParseNegatable(RespWriter reply, ReadOnlySpan<byte> argument, out long value) =>
        TryParse(reply, argument, -long.MaxValue, out value, ErrorTexts.NotNegatable, isForAll: false);

    private static bool TryParse(
        RespWriter reply, ReadOnlySpan<byte> argument, long least, out long value, ReadOnlySpan<byte> message, bool isForAll)
    {
        var isNumber = RespNumber.TryParse(argument, out value);
        if (isNumber && value >= least)
            return true;
        reply.WriteError(isNumber || isForAll ? message : RedisErrors.NotAnInteger);
        return false;
    }
}
