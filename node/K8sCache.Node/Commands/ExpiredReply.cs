using K8sCache.Resp;
using K8sCache.Storage;
using K8sCache.Storage.Values;

namespace K8sCache.Node.Commands;

/// <summary>Writes a string and changes when it expires; a time that is past removes it.</summary>
/// <param name="reply">Where it is written.</param>
/// <param name="expiresAtMs">Milliseconds since the Unix epoch; 0 = never, -1 = leave it as it is.</param>
internal readonly struct ExpiredReply(RespWriter reply, long expiresAtMs) : IValueUpdate
{
    public long ReserveBytes => 0;

    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (!value.Exists)
            return EngineStatus.Missing;
        if (value.Kind != EntryKind.String)
            return EngineStatus.WrongType;
        reply.WriteBulkString(value.Payload);
        if (expiresAtMs < 0 || expiresAtMs == value.ExpiresAtMs)
            return EngineStatus.Unchanged;
        if (expiresAtMs != 0 && expiresAtMs <= value.NowMs)
            value.Delete();
        else
            value.ExpiresAtMs = expiresAtMs;
        return EngineStatus.Ok;
    }
}
