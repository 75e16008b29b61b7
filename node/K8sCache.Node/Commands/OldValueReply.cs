using K8sCache.Resp;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>Writes the value a SET … GET replaced.</summary>
internal struct OldValueReply(RespWriter reply) : IValueVisitor
{
    public bool IsWritten { get; private set; }

    public void Visit(scoped ReadOnlySpan<byte> value)
    {
        IsWritten = true;
        reply.WriteBulkString(value);
    }
}
