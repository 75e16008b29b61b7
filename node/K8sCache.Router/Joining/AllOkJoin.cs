using K8sCache.Resp;
using K8sCache.Router.Routing;

namespace K8sCache.Router.Joining;

/// <summary>OK once every part is: MSET, FLUSHALL.</summary>
internal sealed class AllOkJoin(RouterLoop loop, PendingRequest whole, int parts) : JoinedReply(loop, whole, parts)
{
    protected override bool TryTake(int part, ReadOnlySpan<byte> reply) => reply[0] == (byte)RespPrefix.SimpleString;

    protected override void Write(RespWriter writer) => writer.WriteOk();
}
