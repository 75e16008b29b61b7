using K8sCache.Resp;
using K8sCache.Storage;
using K8sCache.Storage.Bitmaps;
using K8sCache.Storage.Strings;
using K8sCache.Storage.Values;

namespace K8sCache.Node.Commands;

/// <summary>Writes how many bits of a string, or a range of it, are 1. As in Redis the range is looked at only where there is a string.</summary>
internal readonly ref struct BitCountReply(RespWriter reply, RespRequest request) : IValueReader
{
    private readonly RespRequest _request = request;

    public EngineStatus Read(scoped in ValueView value)
    {
        if (value.Kind != EntryKind.String)
            return EngineStatus.WrongType;
        long totalBits = (long)value.Payload.Length * BitString.BitsPerByte;
        if (_request.Count == 2)
            reply.WriteInteger(BitString.Count(value.Payload, 0, totalBits));
        else if (_request.Count is not (4 or 5))
            reply.WriteError(RedisErrors.Syntax);
        else if (!RespNumber.TryParse(_request[2], out var first) || !RespNumber.TryParse(_request[3], out var last))
            reply.WriteError(RedisErrors.NotAnInteger);
        else if (ByteRange.IsReversed(first, last))
            reply.WriteInteger(0);
        else if (!BitUnit.TryParse(_request, 4, out var unitBits))
            reply.WriteError(RedisErrors.Syntax);
        else
        {
            var (start, count) = ByteRange.Clamp(first, last, totalBits / unitBits);
            reply.WriteInteger(BitString.Count(value.Payload, start * unitBits, count * unitBits));
        }

        return EngineStatus.Ok;
    }
}
