using K8sCache.Resp;
using K8sCache.Storage.SortedSets;

namespace K8sCache.Node.Commands;

/// <summary>Writes a key and the elements that came from it.</summary>
internal readonly ref struct NamedElementsReply(RespWriter reply, ReadOnlySpan<byte> key, ElementsReply elements)
    : ISortedSetVisitor
{
    private readonly ReadOnlySpan<byte> _key = key;

    public void Begin(int count)
    {
        reply.WriteArrayHeader(2);
        reply.WriteBulkString(_key);
        elements.Begin(count);
    }

    public void Visit(scoped ReadOnlySpan<byte> member, double score) => elements.Visit(member, score);
}
