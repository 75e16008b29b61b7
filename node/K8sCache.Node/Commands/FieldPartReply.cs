using K8sCache.Resp;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>Writes the names of all fields, or all values, as an array.</summary>
internal readonly struct FieldPartReply(RespWriter reply, bool values) : IFieldVisitor
{
    public void Begin(int fieldCount) => reply.WriteArrayHeader(fieldCount);

    public void Visit(scoped ReadOnlySpan<byte> field, scoped ReadOnlySpan<byte> value) =>
        reply.WriteBulkString(values ? value : field);
}
