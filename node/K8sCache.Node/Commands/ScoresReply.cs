using K8sCache.Resp;
using K8sCache.Storage.SortedSets;

namespace K8sCache.Node.Commands;

/// <summary>Writes looked-up scores as doubles and nulls; an array's header, if any, before the first.</summary>
internal struct ScoresReply(RespWriter reply, int? arrayHeader) : IScoreVisitor
{
    private bool _begun;

    public void Visit(double? score)
    {
        if (!_begun && arrayHeader is { } count)
            reply.WriteArrayHeader(count);
        _begun = true;
        if (score is { } found)
            reply.WriteDouble(found);
        else
            reply.WriteNull();
    }
}
