using K8sCache.Resp;
using K8sCache.Storage;
using K8sCache.Storage.Strings;
using K8sCache.Storage.Values;

namespace K8sCache.Node.Commands;

/// <summary>Writes a part of a string.</summary>
internal readonly struct RangeReply(RespWriter reply, long first, long last) : IValueReader
{
    public EngineStatus Read(scoped in ValueView value)
    {
        if (value.Kind != EntryKind.String)
            return EngineStatus.WrongType;
        var (start, count) = ByteRange.IsReversed(first, last) ? (0, 0) : ByteRange.Clamp(first, last, value.Payload.Length);
        reply.WriteBulkString(value.Payload.Slice((int)start, (int)count));
        return EngineStatus.Ok;
    }
}
