using K8sCache.Resp;

namespace K8sCache.Router.Routing;

/// <summary>
/// A node's push about its load: <c>load</c>, requests in flight, service time in nanoseconds. Read without allocating,
/// for it may come with every batch of replies.
/// </summary>
internal readonly record struct LoadReport(int InFlight, long ServiceTimeNanoseconds)
{
    private static ReadOnlySpan<byte> Name => "load"u8;

    /// <param name="push">One whole push element.</param>
    /// <param name="report">The report, if it is one.</param>
    public static bool TryRead(ReadOnlySpan<byte> push, out LoadReport report)
    {
        report = default;
        if (!TryLine(ref push, RespPrefix.Push, out var count) || count != 3
            || !TryLine(ref push, RespPrefix.BulkString, out var length) || length != Name.Length
            || !push.StartsWith(Name))
            return false;
        push = push[(Name.Length + 2)..];
        if (!TryLine(ref push, RespPrefix.Integer, out var inFlight) || inFlight is < 0 or > int.MaxValue
            || !TryLine(ref push, RespPrefix.Integer, out var nanoseconds) || nanoseconds < 0)
            return false;
        report = new LoadReport((int)inFlight, nanoseconds);
        return true;
    }

    private static bool TryLine(ref ReadOnlySpan<byte> data, RespPrefix prefix, out long number)
    {
        number = 0;
        var end = data.IndexOf(RespLiterals.CarriageReturn);
        if (end < 1 || data[0] != (byte)prefix || !RespNumber.TryParse(data[1..end], out number))
            return false;
        data = data[Math.Min(end + 2, data.Length)..];
        return true;
    }
}
