using K8sCache.Resp;

namespace K8sCache.Router.Routing;

/// <summary>
/// A large string on its way through: it passes to its client piece by piece as it arrives, so that nobody holds it whole. Only
/// for the reply to one client's request that is sent nowhere else. A mutable struct: keep it in a field.
/// </summary>
internal struct ReplyStream
{
    /// <summary>Shorter replies come whole soon enough.</summary>
    public const long LeastBytes = 128 * 1024;

    private long _left;

    public readonly bool IsActive => _left > 0;

    /// <param name="data">Begins with a reply.</param>
    /// <param name="request">Whose reply it is.</param>
    public bool TryBegin(ReadOnlySpan<byte> data, PendingRequest request)
    {
        if (data[0] != (byte)RespPrefix.BulkString || !request.IsStreamable)
            return false;
        var end = data[..Math.Min(data.Length, RespNumber.DigitsMax + 2)].IndexOf(RespLiterals.CarriageReturn);
        if (end < 0 || !RespNumber.TryParse(data[1..end], out var length)
            || length < LeastBytes || length > RespLimits.Default.BulkBytesMax || data.Length >= end + length + 4)
            return false;
        _left = end + 2 + length + 2;
        request.IsStreaming = true;
        // Its node answers; if it stops to, that is noticed by its silence.
        request.Deadline = long.MaxValue;
        return true;
    }

    /// <summary>Passes on what belongs to the reply.</summary>
    /// <returns>How much that is.</returns>
    public int Take(ReadOnlySpan<byte> data, PendingRequest request)
    {
        var taken = (int)Math.Min(_left, data.Length);
        _left -= taken;
        if (_left == 0 && data[taken - 1] != RespLiterals.LineFeed)
            throw new InvalidDataException("not RESP");
        request.Session?.OnReplyPart(request, data[..taken]);
        return taken;
    }
}
