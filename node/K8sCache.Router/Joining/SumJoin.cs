using K8sCache.Resp;
using K8sCache.Router.Routing;

namespace K8sCache.Router.Joining;

/// <summary>Adds up integers: DEL, UNLINK, EXISTS, DBSIZE.</summary>
internal sealed class SumJoin(RouterLoop loop, PendingRequest whole, int parts) : JoinedReply(loop, whole, parts)
{
    private long _sum;

    protected override bool TryTake(int part, ReadOnlySpan<byte> reply)
    {
        var end = reply.IndexOf(RespLiterals.CarriageReturn);
        if (reply[0] != (byte)RespPrefix.Integer || !RespNumber.TryParse(reply[1..end], out var number))
            return false;
        _sum += number;
        return true;
    }

    protected override void Write(RespWriter writer) => writer.WriteInteger(_sum);
}
