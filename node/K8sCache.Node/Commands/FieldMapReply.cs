using K8sCache.Resp;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>Writes a whole hash as a map.</summary>
internal readonly struct FieldMapReply(RespWriter reply) : IFieldVisitor
{
    public void Begin(int fieldCount) => reply.WriteMapHeader(fieldCount);

    public void Visit(scoped ReadOnlySpan<byte> field, scoped ReadOnlySpan<byte> value)
    {
        reply.WriteBulkString(field);
        reply.WriteBulkString(value);
    }
}
