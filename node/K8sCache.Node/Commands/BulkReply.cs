using K8sCache.Resp;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>Writes a visited value as a bulk string, straight from the engine's memory to the connection's.</summary>
internal readonly struct BulkReply(RespWriter reply) : IValueVisitor
{
    public void Visit(scoped ReadOnlySpan<byte> value) => reply.WriteBulkString(value);
}
