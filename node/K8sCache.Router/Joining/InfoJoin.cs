using System.Text;
using K8sCache.Resp;
using K8sCache.Router.Routing;
using K8sCache.Router.Sessions;
using K8sCache.Serving.Info;

namespace K8sCache.Router.Joining;

/// <summary>INFO of the whole cache: of each node its INFO, and DBSIZE, since of its keys some are copies of others'.</summary>
internal sealed class InfoJoin(RouterLoop loop, PendingRequest whole, int nodes) : JoinedReply(loop, whole, nodes * 2)
{
    private readonly RouterLoop _loop = loop;
    private readonly PendingRequest _whole = whole;
    private readonly NodeFigures?[] _figures = new NodeFigures?[nodes];
    private readonly long[] _keys = new long[nodes];

    protected override bool FailsWhenAllFail => false;

    /// <summary>There is no node to ask.</summary>
    public void FinishEmpty() => Finish();

    protected override bool TryPlaceError(int part, byte[] error) => true;

    protected override bool TryTake(int part, ReadOnlySpan<byte> reply)
    {
        var end = reply.IndexOf(RespLiterals.CarriageReturn);
        if (part >= nodes)
            return reply[0] == (byte)RespPrefix.Integer && RespNumber.TryParse(reply[1..end], out _keys[part - nodes]);
        if (reply[0] is not ((byte)RespPrefix.BulkString or (byte)RespPrefix.VerbatimString))
            return false;
        _figures[part] = NodeFigures.Parse(Encoding.UTF8.GetString(reply[(end + 2)..]));
        return true;
    }

    protected override void Write(RespWriter writer)
    {
        var sum = new NodeFigures();
        for (var node = 0; node < nodes; node++)
        {
            if (_figures[node] is { } figures)
                sum.Add(figures, _keys[node]);
        }

        // Its bytes were parsed before.
        new RespRequestParser(RespLimits.Default).TryParse(_whole.Wire.Span, out _, out var request);
        InfoReply.Write(request, InfoSections.Of(_loop, sum), writer);
    }
}
