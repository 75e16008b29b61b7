namespace K8sCache.Resp;

/// <summary>
/// Materialises one whole reply. For small replies and control traffic: it copies, and starts over when the reply was
/// not whole; what passes replies on uses <see cref="RespReplyScanner"/>.
/// </summary>
public static class RespReader
{
    /// <param name="data">Begins with the reply.</param>
    /// <param name="limits">What the peer may send; nesting in particular.</param>
    /// <param name="value">The reply, if Done; attributes before it are dropped.</param>
    /// <param name="consumed">Its length, if Done.</param>
    public static RespStatus TryRead(ReadOnlySpan<byte> data, RespLimits limits, out RespValue? value, out int consumed)
    {
        value = null;
        var scanner = new RespReplyScanner(limits);
        var status = scanner.TryScan(data, out consumed);
        if (status != RespStatus.Done)
            return status;
        var at = 0;
        value = Read(data, ref at, limits.NestingMax);
        return value is null ? RespStatus.Invalid : RespStatus.Done;
    }

    /// <summary>Reads the element there, which the scanner found whole; null if it is malformed or nests too deep.</summary>
    private static RespValue? Read(ReadOnlySpan<byte> data, ref int at, int nestingLeft)
    {
        var prefix = (RespPrefix)data[at];
        var line = data[at..];
        line = line[1..line.IndexOf(RespLiterals.CarriageReturn)];
        at += line.Length + 3;
        if (RespPrefixes.IsLine(prefix))
            return ReadLine(prefix, line);
        var number = RespNumber.Parse(line);
        if (number == -1)
            return RespValue.Null;
        if (RespPrefixes.IsBlob(prefix))
            return ReadBlob(prefix, data, ref at, (int)number);
        if (nestingLeft == 0)
            return null;
        if (prefix is RespPrefix.Map or RespPrefix.Attribute)
            number *= 2;

        // The scanner saw every element, so the count is no mere claim.
        var items = new RespValue[number];
        for (var i = 0; i < items.Length; i++)
        {
            if (Read(data, ref at, nestingLeft - 1) is not { } item)
                return null;
            items[i] = item;
        }

        return prefix == RespPrefix.Attribute
            ? Read(data, ref at, nestingLeft - 1)
            : RespValue.OfItems(prefix, items);
    }

    private static RespValue? ReadBlob(RespPrefix prefix, ReadOnlySpan<byte> data, ref int at, int length)
    {
        const int FormatBytes = 4;
        var bytes = data.Slice(at, length);
        at += length + 2;
        if (prefix != RespPrefix.VerbatimString)
            return RespValue.OfBytes(prefix, bytes.ToArray());
        return length >= FormatBytes ? RespValue.OfBytes(prefix, bytes[FormatBytes..].ToArray()) : null;
    }

    private static RespValue? ReadLine(RespPrefix prefix, ReadOnlySpan<byte> line)
    {
        var bytes = line.ToArray();
        switch (prefix)
        {
            case RespPrefix.Null:
                return line.IsEmpty ? RespValue.Null : null;
            case RespPrefix.Integer:
                return RespNumber.TryParse(line, out var integer) ? RespValue.OfBytes(prefix, bytes, integer) : null;
            case RespPrefix.Boolean:
                var isTrue = line.SequenceEqual("t"u8);
                return isTrue || line.SequenceEqual("f"u8) ? RespValue.OfBytes(prefix, bytes, isTrue ? 1 : 0) : null;
            case RespPrefix.Double:
                return RespDouble.TryParse(line, out _) ? RespValue.OfBytes(prefix, bytes) : null;
            default:
                return RespValue.OfBytes(prefix, bytes);
        }
    }
}
