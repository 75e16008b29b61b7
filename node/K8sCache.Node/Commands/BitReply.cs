using K8sCache.Resp;
using K8sCache.Storage;
using K8sCache.Storage.Bitmaps;
using K8sCache.Storage.Values;

namespace K8sCache.Node.Commands;

/// <summary>Writes one bit of a string.</summary>
internal readonly struct BitReply(RespWriter reply, long offset) : IValueReader
{
    public EngineStatus Read(scoped in ValueView value)
    {
        if (value.Kind != EntryKind.String)
            return EngineStatus.WrongType;
        reply.WriteInteger(BitString.Get(value.Payload, offset));
        return EngineStatus.Ok;
    }
}
