using K8sCache.Resp;
using K8sCache.Router.Routing;

namespace K8sCache.Router.Joining;

/// <summary>One array of the parts' arrays, in the order of the parts: KEYS.</summary>
internal sealed class ConcatenationJoin(RouterLoop loop, PendingRequest whole, int parts) : JoinedReply(loop, whole, parts)
{
    private readonly byte[]?[] _elements = new byte[parts][];
    private long _count;

    protected override bool TryTake(int part, ReadOnlySpan<byte> reply)
    {
        var end = reply.IndexOf(RespLiterals.CarriageReturn);
        if (reply[0] != (byte)RespPrefix.Array || !RespNumber.TryParse(reply[1..end], out var count) || count < 0)
            return false;
        _count += count;
        _elements[part] = reply[(end + 2)..].ToArray();
        return _count <= int.MaxValue;
    }

    protected override void Write(RespWriter writer)
    {
        writer.WriteArrayHeader((int)_count);
        foreach (var elements in _elements)
            writer.WriteRaw(elements);
    }
}
