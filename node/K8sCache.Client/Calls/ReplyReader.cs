using K8sCache.Resp;

namespace K8sCache.Client.Calls;

/// <summary>Walks through one whole reply without copying it.</summary>
internal ref struct ReplyReader(ReadOnlySpan<byte> reply)
{
    private ReadOnlySpan<byte> _rest = reply;

    public readonly bool IsSimpleString => _rest[0] == (byte)RespPrefix.SimpleString;

    /// <summary>An integer.</summary>
    public long Integer() => Number(RespPrefix.Integer);

    /// <summary>Elements that follow; a map's keys and values each count. 0 for a null.</summary>
    public int Count()
    {
        if (_rest[0] == (byte)RespPrefix.Null)
            return 0;
        var isMap = _rest[0] == (byte)RespPrefix.Map;
        return (int)Math.Max(0, Number(isMap ? RespPrefix.Map : RespPrefix.Array) * (isMap ? 2 : 1));
    }

    /// <summary>A string, or a number or status as text; false for a null.</summary>
    public bool TryBytes(out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        var prefix = (RespPrefix)_rest[0];
        if (prefix is RespPrefix.SimpleString or RespPrefix.Integer or RespPrefix.Double)
        {
            bytes = Line();
            return true;
        }

        if (prefix == RespPrefix.Null)
        {
            Line();
            return false;
        }

        if (prefix == RespPrefix.Array && _rest.StartsWith(RespLiterals.NullArray))
        {
            Line();
            return false;
        }

        var length = (int)Number(RespPrefix.BulkString);
        if (length < 0)
            return false;
        bytes = _rest[..length];
        _rest = _rest[(length + 2)..];
        return true;
    }

    private long Number(RespPrefix expected)
    {
        if (_rest[0] != (byte)expected)
            throw new InvalidDataException($"The cache answered with '{(char)_rest[0]}' where '{(char)expected}' was due.");
        return RespNumber.TryParse(Line(), out var number)
            ? number : throw new InvalidDataException("The cache answered with a malformed number.");
    }

    private ReadOnlySpan<byte> Line()
    {
        var end = _rest.IndexOf(RespLiterals.CarriageReturn);
        var line = _rest[1..end];
        _rest = _rest[(end + 2)..];
        return line;
    }
}
