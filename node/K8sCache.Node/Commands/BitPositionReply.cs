using K8sCache.Resp;
using K8sCache.Storage;
using K8sCache.Storage.Bitmaps;
using K8sCache.Storage.Strings;
using K8sCache.Storage.Values;

namespace K8sCache.Node.Commands;

/// <summary>Writes where the first bit of a value is. As in Redis the range is looked at only where there is a string.</summary>
internal readonly ref struct BitPositionReply(RespWriter reply, RespRequest request, int bit) : IValueReader
{
    private readonly RespRequest _request = request;

    public EngineStatus Read(scoped in ValueView value)
    {
        if (value.Kind != EntryKind.String)
            return EngineStatus.WrongType;
        long first = 0, last = -1;
        if (_request.Count > 6)
            reply.WriteError(RedisErrors.Syntax);
        else if (_request.Count > 3 && !RespNumber.TryParse(_request[3], out first))
            reply.WriteError(RedisErrors.NotAnInteger);
        else if (!BitUnit.TryParse(_request, 5, out var unitBits))
            reply.WriteError(RedisErrors.Syntax);
        else if (_request.Count > 4 && !RespNumber.TryParse(_request[4], out last))
            reply.WriteError(RedisErrors.NotAnInteger);
        else
            reply.WriteInteger(Find(value.Payload, first, last, unitBits));
        return EngineStatus.Ok;
    }

    private long Find(ReadOnlySpan<byte> bytes, long first, long last, int unitBits)
    {
        var (start, count) = ByteRange.Clamp(first, last, (long)bytes.Length * BitString.BitsPerByte / unitBits);
        if (count == 0)
            return -1;
        var found = BitString.Find(bytes, bit, start * unitBits, count * unitBits);
        // Without an end the string goes on in zeros.
        return found < 0 && bit == 0 && _request.Count < 5 ? (start + count) * unitBits : found;
    }
}
