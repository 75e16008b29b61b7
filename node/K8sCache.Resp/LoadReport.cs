namespace K8sCache.Resp;

/// <summary>
/// The push a router gets with a node's replies: <c>load</c>, requests in flight there, smoothed service time in
/// nanoseconds. A push in RESP2 too: both ends are ours. Read without allocating, for it may come with every batch.
/// </summary>
public readonly record struct LoadReport(long InFlight, long ServiceTimeNanoseconds)
{
    private const int ElementCount = 3;

    private static ReadOnlySpan<byte> Name => "load"u8;

    public void Write(RespWriter writer)
    {
        writer.WritePushHeader(ElementCount);
        writer.WriteBulkString(Name);
        writer.WriteInteger(InFlight);
        writer.WriteInteger(ServiceTimeNanoseconds);
    }

    /// <param name="push">One whole push element.</param>
    /// <param name="report">The report, if it is one.</param>
    public static bool TryRead(ReadOnlySpan<byte> push, out LoadReport report)
    {
        report = default;
        if (!TryLine(ref push, RespPrefix.Push, out var count) || count != ElementCount
            || !TryLine(ref push, RespPrefix.BulkString, out var length) || length != Name.Length
            || !push.StartsWith(Name))
            return false;
        push = push[(Name.Length + 2)..];
        if (!TryLine(ref push, RespPrefix.Integer, out var inFlight) || inFlight is < 0 or > int.MaxValue
            || !TryLine(ref push, RespPrefix.Integer, out var nanoseconds) || nanoseconds < 0)
            return false;
        report = new LoadReport(inFlight, nanoseconds);
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
