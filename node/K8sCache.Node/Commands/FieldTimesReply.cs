using K8sCache.Resp;
using K8sCache.Storage.Hashes;

namespace K8sCache.Node.Commands;

/// <summary>Writes when fields expire, in a unit from a base on, rounded up; -1 = never, -2 = no such field.</summary>
internal readonly ref struct FieldTimesReply(RespWriter reply, RequestFields fields, int unitMs, long baseMs) : IHashReader
{
    private readonly RequestFields _fields = fields;

    public void Read(scoped in HashView hash)
    {
        reply.WriteArrayHeader(_fields.Count);
        for (var i = 0; i < _fields.Count; i++)
        {
            if (!hash.TryGet(_fields.Field(i), out _, out var expiresAtMs))
                reply.WriteInteger((int)FieldExpiryOutcome.NoField);
            else if (expiresAtMs == 0)
                reply.WriteInteger((int)FieldExpiryOutcome.NoExpiry);
            else
                reply.WriteInteger((expiresAtMs - baseMs + unitMs - 1) / unitMs);
        }
    }
}
