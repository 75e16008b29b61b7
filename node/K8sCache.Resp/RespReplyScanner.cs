namespace K8sCache.Resp;

/// <summary>
/// Finds where one reply of any RESP2 or RESP3 type ends, without materialising it, as it arrives: what passes replies
/// on needs no more. Remembers how far it looked; nesting costs no stack, only a count of elements still owed.
/// </summary>
/// <remarks>A mutable struct: keep it in a field, one an upstream connection.</remarks>
public struct RespReplyScanner(RespLimits limits)
{
    private readonly RespLimits _limits = limits;
    private int _position;
    private int _searched;
    private long _owed;

    /// <summary>
    /// Looks for the end of the reply that begins with the data's first byte. The data must be what was shown before
    /// with more behind it; once Done, the next call is about the next reply.
    /// </summary>
    /// <param name="data">Unconsumed bytes.</param>
    /// <param name="length">Bytes of the whole reply, if <see cref="RespStatus.Done"/>.</param>
    public RespStatus TryScan(ReadOnlySpan<byte> data, out int length)
    {
        length = 0;
        if (_owed == 0)
            _owed = 1;
        while (_owed > 0)
        {
            var status = ScanElement(data);
            if (status != RespStatus.Done)
                return status;
        }

        length = _position;
        _position = 0;
        return RespStatus.Done;
    }

    /// <summary>
    /// For who passes a reply on before it is complete: the bytes of its whole elements so far, from the data's first byte on. The
    /// next call's data begins behind them.
    /// </summary>
    public int TakeScanned()
    {
        var taken = _position;
        _position = 0;
        return taken;
    }

    private RespStatus ScanElement(ReadOnlySpan<byte> data)
    {
        if (_position >= data.Length)
            return RespStatus.NeedMoreData;
        var line = data[_position..];
        var prefix = (RespPrefix)line[0];
        if (!RespPrefixes.IsKnown(prefix))
            return RespStatus.Invalid;
        var end = line[_searched..].IndexOf(RespLiterals.CarriageReturn);
        if (end < 0)
        {
            _searched = line.Length;
            return line.Length > _limits.InlineBytesMax ? RespStatus.Invalid : RespStatus.NeedMoreData;
        }

        end += _searched;
        if (end > _limits.InlineBytesMax)
            return RespStatus.Invalid;
        if (end + 1 >= line.Length)
        {
            _searched = end;
            return RespStatus.NeedMoreData;
        }

        if (line[end + 1] != RespLiterals.LineFeed)
            return RespStatus.Invalid;
        _searched = 0;
        if (RespPrefixes.IsLine(prefix))
        {
            _position += end + 2;
            _owed--;
            return RespStatus.Done;
        }

        var number = RespNumber.Parse(line[1..end]);
        return RespPrefixes.IsAggregate(prefix) ? EnterAggregate(prefix, number, end + 2) : PassBlob(line, number, end);
    }

    private RespStatus EnterAggregate(RespPrefix prefix, long count, int headerLength)
    {
        if (count < -1 || count > _limits.ReplyElementsMax || (count == -1 && prefix != RespPrefix.Array))
            return RespStatus.Invalid;
        _position += headerLength;
        _owed += prefix switch
        {
            // An attribute is no element: what it describes follows.
            RespPrefix.Attribute => count * 2,
            RespPrefix.Map => (count * 2) - 1,
            _ => Math.Max(count, 0) - 1,
        };
        return RespStatus.Done;
    }

    private RespStatus PassBlob(ReadOnlySpan<byte> line, long bytes, int end)
    {
        if (bytes < -1 || bytes > _limits.BulkBytesMax || (bytes == -1 && line[0] != (byte)RespPrefix.BulkString))
            return RespStatus.Invalid;
        var total = end + 2 + (bytes < 0 ? 0 : bytes + 2);
        if (line.Length < total)
        {
            // The header is searched again next time: it is short, and this keeps the state small.
            return RespStatus.NeedMoreData;
        }

        if (bytes >= 0 && !line.Slice((int)total - 2, 2).SequenceEqual(RespLiterals.Crlf))
            return RespStatus.Invalid;
        _position += (int)total;
        _owed--;
        return RespStatus.Done;
    }
}
