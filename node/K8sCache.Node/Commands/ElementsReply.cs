using K8sCache.Resp;
using K8sCache.Storage.SortedSets;

namespace K8sCache.Node.Commands;

/// <summary>Writes the visited elements of a sorted set as an array.</summary>
internal readonly struct ElementsReply(RespWriter reply, ElementForm form) : ISortedSetVisitor
{
    /// <summary>The form of elements with their scores in the version the client speaks.</summary>
    public static ElementForm WithScores(RespWriter reply) =>
        reply.Version == RespVersion.Resp3 ? ElementForm.Pairs : ElementForm.Flat;

    public void Begin(int count) => reply.WriteArrayHeader(form == ElementForm.Flat ? count * 2 : count);

    public void Visit(scoped ReadOnlySpan<byte> member, double score)
    {
        if (form == ElementForm.Pairs)
            reply.WriteArrayHeader(2);
        reply.WriteBulkString(member);
        if (form != ElementForm.Members)
            reply.WriteDouble(score);
    }
}
