using K8sCache.Resp;
using K8sCache.Router.Routing;

namespace K8sCache.Router.Joining;

/// <summary>
/// Puts the elements of the parts' arrays back in the order of the request's keys, a part's error in the places of its
/// keys: MGET.
/// </summary>
/// <param name="loop">The loop.</param>
/// <param name="whole">The request.</param>
/// <param name="positions">By part: which of the request's keys it asked for, in its order.</param>
/// <param name="keyCount">Keys of the request.</param>
internal sealed class KeyOrderJoin(RouterLoop loop, PendingRequest whole, IReadOnlyList<List<int>> positions, int keyCount)
    : JoinedReply(loop, whole, positions.Count)
{
    private readonly ReadOnlyMemory<byte>[] _elements = new ReadOnlyMemory<byte>[keyCount];

    protected override bool TryTake(int part, ReadOnlySpan<byte> reply)
    {
        var end = reply.IndexOf(RespLiterals.CarriageReturn);
        var keys = positions[part];
        if (reply[0] != (byte)RespPrefix.Array || !RespNumber.TryParse(reply[1..end], out var count) || count != keys.Count)
            return false;
        var elements = reply[(end + 2)..].ToArray().AsMemory();
        var scanner = new RespReplyScanner(RespLimits.Default);
        foreach (var key in keys)
        {
            // The whole array was scanned when it came, so every element is there.
            scanner.TryScan(elements.Span, out var length);
            _elements[key] = elements[..length];
            elements = elements[length..];
        }

        return true;
    }

    protected override bool TryPlaceError(int part, byte[] error)
    {
        foreach (var key in positions[part])
            _elements[key] = error;
        return true;
    }

    protected override void Write(RespWriter writer)
    {
        writer.WriteArrayHeader(_elements.Length);
        foreach (var element in _elements)
            writer.WriteRaw(element.Span);
    }
}
