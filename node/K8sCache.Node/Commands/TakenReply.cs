using K8sCache.Resp;
using K8sCache.Storage;
using K8sCache.Storage.Values;

namespace K8sCache.Node.Commands;

/// <summary>Writes a string and removes it.</summary>
internal readonly struct TakenReply(RespWriter reply) : IValueUpdate
{
    public long ReserveBytes => 0;

    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (!value.Exists)
            return EngineStatus.Missing;
        if (value.Kind != EntryKind.String)
            return EngineStatus.WrongType;
        reply.WriteBulkString(value.Payload);
        value.Delete();
        return EngineStatus.Ok;
    }
}
