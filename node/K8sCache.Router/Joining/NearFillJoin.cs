using K8sCache.Resp;
using K8sCache.Router.Caching;
using K8sCache.Router.Routing;

namespace K8sCache.Router.Joining;

/// <summary>A GET that is answered, and kept in the near cache: read on a connection on which its node remembers that.</summary>
internal sealed class NearFillJoin(RouterLoop loop, PendingRequest whole, NearCache near, byte[] key) : JoinedReply(loop, whole, 1)
{
    private readonly RouterLoop _loop = loop;
    private readonly PendingRequest _whole = whole;
    private readonly long _askedAt = loop.Now;
    private byte[]? _reply;

    public static void Start(RouterLoop loop, PendingRequest whole, NearCache near, ReadOnlySpan<byte> key)
    {
        whole.IsSplit = true;
        var part = PartRequest.Of(loop, whole, new NearFillJoin(loop, whole, near, key.ToArray()), 0);
        part.Version = RespVersion.Resp3;
        part.Lane = Lane.Tracked;
        part.Slot = whole.Slot;
        part.IsHot = true;
        part.Wire.Append(whole.Wire.Span);
        loop.Dispatcher.Dispatch(part);
    }

    protected override bool TryTake(int part, ReadOnlySpan<byte> reply)
    {
        if (reply[0] == (byte)RespPrefix.BulkString)
            _reply = reply.ToArray();
        var isLarge = reply.Length >= LargeReads.LeastBytes;
        if (isLarge)
            _loop.LargeReads.Add(_whole.Wire.Span);
        near.EndFill(key, _whole.Slot, isLarge ? null : _reply, _askedAt);
        return _reply is not null || reply[0] == (byte)RespPrefix.Null;
    }

    protected override bool TryPlaceError(int part, byte[] error)
    {
        near.EndFill(key, _whole.Slot, null, _askedAt);
        return false;
    }

    protected override void Write(RespWriter writer)
    {
        if (_reply is null)
            writer.WriteNull();
        else
            writer.WriteRaw(_reply);
    }
}
