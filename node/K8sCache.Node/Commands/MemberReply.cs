using K8sCache.Resp;
using K8sCache.Storage.SortedSets;

namespace K8sCache.Node.Commands;

/// <summary>Writes the one member that is visited.</summary>
internal readonly struct MemberReply(RespWriter reply) : ISortedSetVisitor
{
    public void Begin(int count)
    {
    }

    public void Visit(scoped ReadOnlySpan<byte> member, double score) => reply.WriteBulkString(member);
}
