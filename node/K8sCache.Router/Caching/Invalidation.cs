using K8sCache.Resp;

namespace K8sCache.Router.Caching;

/// <summary>Reads and writes the push <c>invalidate</c>: keys that changed, or null for all of them.</summary>
internal static class Invalidation
{
    private static ReadOnlySpan<byte> Name => "invalidate"u8;

    /// <param name="push">One whole push element.</param>
    /// <param name="keys">For <see cref="TryNext"/>; empty when everything changed.</param>
    /// <returns>False when it is about something else.</returns>
    public static bool TryRead(ReadOnlySpan<byte> push, out ReadOnlySpan<byte> keys)
    {
        keys = default;
        if (!TryLine(ref push, RespPrefix.Push, out var count) || count != 2
            || !TryLine(ref push, RespPrefix.BulkString, out var length) || length != Name.Length || !push.StartsWith(Name))
            return false;
        push = push[(Name.Length + 2)..];
        if (TryLine(ref push, RespPrefix.Array, out var keyCount) && keyCount > 0)
            keys = push;
        return true;
    }

    public static bool TryNext(ref ReadOnlySpan<byte> keys, out ReadOnlySpan<byte> key)
    {
        key = default;
        if (!TryLine(ref keys, RespPrefix.BulkString, out var length) || length < 0 || keys.Length < length + 2)
            return false;
        key = keys[..(int)length];
        keys = keys[((int)length + 2)..];
        return true;
    }

    /// <param name="key">The key; none of them by default: all.</param>
    /// <param name="isAll">Whether it is all of them.</param>
    /// <param name="writer">RESP3.</param>
    public static void Write(ReadOnlySpan<byte> key, bool isAll, RespWriter writer)
    {
        writer.WritePushHeader(2);
        writer.WriteBulkString(Name);
        if (isAll)
        {
            writer.WriteNull();
            return;
        }

        writer.WriteArrayHeader(1);
        writer.WriteBulkString(key);
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
