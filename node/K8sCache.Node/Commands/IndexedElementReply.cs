using K8sCache.Resp;
using K8sCache.Storage.Lists;

namespace K8sCache.Node.Commands;

/// <summary>Writes one element, or null where the index is outside, or that it was no number.</summary>
internal readonly struct IndexedElementReply(RespWriter reply, bool isNumber) : IListVisitor
{
    public void Begin(int count)
    {
        if (!isNumber)
            reply.WriteError(RedisErrors.NotAnInteger);
        else if (count == 0)
            reply.WriteNull();
    }

    public void Visit(scoped ReadOnlySpan<byte> element)
    {
        if (isNumber)
            reply.WriteBulkString(element);
    }
}
