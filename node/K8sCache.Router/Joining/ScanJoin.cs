using System.Globalization;
using K8sCache.Resp;
using K8sCache.Router.Routing;

namespace K8sCache.Router.Joining;

/// <summary>A node's SCAN reply with the cursor replaced by one that says where the walk over all nodes is.</summary>
internal sealed class ScanJoin(RouterLoop loop, PendingRequest whole, ScanCursor step, int placeCount) : JoinedReply(loop, whole, 1)
{
    private ulong _cursor;
    private byte[] _keys = [];

    protected override bool TryTake(int part, ReadOnlySpan<byte> reply)
    {
        var keys = SkipHeader(reply, RespPrefix.Array, out var count);
        keys = SkipHeader(keys, RespPrefix.BulkString, out var length);
        if (count != 2 || length is < 1 or > RespNumber.DigitsMax || keys.Length < length + 2
            || !ulong.TryParse(keys[..(int)length], NumberStyles.None, CultureInfo.InvariantCulture, out var cursor)
            || !ScanCursor.TryNext(step with { Inner = cursor }, placeCount, out _cursor))
            return false;
        _keys = keys[((int)length + 2)..].ToArray();
        return true;
    }

    protected override void Write(RespWriter writer)
    {
        writer.WriteArrayHeader(2);
        writer.WriteBulkString(_cursor.ToString(CultureInfo.InvariantCulture));
        writer.WriteRaw(_keys);
    }

    private static ReadOnlySpan<byte> SkipHeader(ReadOnlySpan<byte> data, RespPrefix prefix, out long number)
    {
        number = -1;
        var end = data.IndexOf(RespLiterals.CarriageReturn);
        if (end < 1 || data[0] != (byte)prefix || !RespNumber.TryParse(data[1..end], out number))
            return [];
        return data[(end + 2)..];
    }
}
