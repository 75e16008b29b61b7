using K8sCache.Resp;

namespace K8sCache.Router.Routing;

/// <summary>
/// A large string on its way through: it passes to its client piece by piece as it arrives, so that nobody holds it whole.
/// A mutable struct: keep it in a field.
/// </summary>
internal struct ReplyStream
{
    /// <summary>
    /// A shorter reply that is not all there is gathered, so that its read can go to another copy if its node is lost meanwhile; gathering a
    /// longer one costs a third of its way.
    /// </summary>
    public const long LeastBytes = 64 * 1024;

    private long _left;

    public readonly bool IsActive => _left > 0;

    /// <summary>Bytes of the whole reply that the data begins with, if that is a string to be passed on in pieces; else 0.</summary>
    public static long LengthOf(ReadOnlySpan<byte> data)
    {
        if (data[0] != (byte)RespPrefix.BulkString)
            return 0;
        var end = data[..Math.Min(data.Length, RespNumber.DigitsMax + 2)].IndexOf(RespLiterals.CarriageReturn);
        if (end < 0 || !RespNumber.TryParse(data[1..end], out var length)
            || length < LeastBytes || length > RespLimits.Default.BulkBytesMax || data.Length >= end + length + 4)
            return 0;
        return end + 2 + length + 2;
    }

    /// <param name="bytes">Of the whole reply.</param>
    public void Begin(long bytes) => _left = bytes;

    /// <summary>The piece of the data that belongs to the reply.</summary>
    public ReadOnlySpan<byte> Take(ReadOnlySpan<byte> data)
    {
        var taken = (int)Math.Min(_left, data.Length);
        _left -= taken;
        if (_left == 0 && data[taken - 1] != RespLiterals.LineFeed)
            throw new InvalidDataException("not RESP");
        return data[..taken];
    }
}
