using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace K8sCache.Resp;

/// <summary>
/// Writes replies in the version the client speaks. Where RESP2 has no type of its own, what Redis sends RESP2 clients
/// is written: a map as a flat array, a double or big number as a bulk string, a boolean as an integer.
/// </summary>
public readonly struct RespWriter(IBufferWriter<byte> output, RespVersion version)
{
    /// <summary>Prefix, number and line end.</summary>
    private const int HeaderBytesMax = 1 + RespNumber.DigitsMax + 2;

    /// <summary>Values up to this long are written with their header in one piece.</summary>
    private const int SmallBytesMax = 1024;

    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);

    public IBufferWriter<byte> Output { get; } = output;

    public RespVersion Version { get; } = version;

    /// <summary>Bytes that are a whole reply already, such as those of <see cref="RespLiterals"/>.</summary>
    public void WriteRaw(scoped ReadOnlySpan<byte> reply)
    {
        if (reply.Length > SmallBytesMax)
        {
            WriteLong(reply, more: false);
            return;
        }

        reply.CopyTo(Output.GetSpan(reply.Length));
        Output.Advance(reply.Length);
    }

    public void WriteOk() => WriteRaw(RespLiterals.Ok);

    /// <summary>A short status; line ends in it become blanks.</summary>
    public void WriteSimpleString(ReadOnlySpan<byte> text) => WriteLine(RespPrefix.SimpleString, text);

    /// <summary>An error, beginning with its code (<c>ERR</c>, <c>WRONGTYPE</c>, …); line ends in it become blanks.</summary>
    public void WriteError(ReadOnlySpan<byte> text)
    {
        (Output as IErrorObserver)?.OnErrorReply(text);
        WriteLine(RespPrefix.SimpleError, text);
    }

    /// <inheritdoc cref="WriteError(ReadOnlySpan{byte})"/>
    public void WriteError(string text) => WriteError(Encoding.UTF8.GetBytes(text));

    public void WriteInteger(long value)
    {
        var span = Output.GetSpan(HeaderBytesMax);
        Output.Advance(FormatHeader(span, RespPrefix.Integer, value));
    }

    public void WriteBulkString(scoped ReadOnlySpan<byte> value) => WriteBlob(RespPrefix.BulkString, value);

    /// <summary>Bytes in several pieces.</summary>
    public void WriteBulkString(in ReadOnlySequence<byte> value)
    {
        if (value.IsSingleSegment)
        {
            WriteBulkString(value.FirstSpan);
            return;
        }

        WriteHeader(RespPrefix.BulkString, value.Length);
        foreach (var piece in value)
            Output.Write(piece.Span);
        WriteRaw(RespLiterals.Crlf);
    }

    /// <summary>UTF-8; for names and numbers, not on the hot path.</summary>
    public void WriteBulkString(string value) => WriteBulkString(Encoding.UTF8.GetBytes(value));

    /// <summary>A number as the text of a bulk string.</summary>
    public void WriteBulkInteger(long value)
    {
        Span<byte> digits = stackalloc byte[RespNumber.DigitsMax];
        Utf8Formatter.TryFormat(value, digits, out var length);
        WriteBulkString(digits[..length]);
    }

    /// <summary>No value, where a string would stand.</summary>
    public void WriteNull() => WriteRaw(Version == RespVersion.Resp3 ? RespLiterals.Null : RespLiterals.NullBulk);

    /// <summary>No value, where an array would stand.</summary>
    public void WriteNullArray() => WriteRaw(Version == RespVersion.Resp3 ? RespLiterals.Null : RespLiterals.NullArray);

    public void WriteBoolean(bool value)
    {
        if (Version == RespVersion.Resp3)
            WriteRaw(value ? RespLiterals.True : RespLiterals.False);
        else
            WriteRaw(value ? RespLiterals.One : RespLiterals.Zero);
    }

    /// <summary>Seventeen digits where it needs them, as Redis 7.0 does; infinities as <c>inf</c> and <c>-inf</c>.</summary>
    public void WriteDouble(double value)
    {
        Span<byte> text = stackalloc byte[32];
        var length = RespDouble.Format(value, text);
        if (Version == RespVersion.Resp3)
            WriteLine(RespPrefix.Double, text[..length]);
        else
            WriteBulkString(text[..length]);
    }

    /// <summary>A double as the text of a bulk string in either version, where Redis has no other form for it.</summary>
    public void WriteBulkDouble(double value)
    {
        Span<byte> text = stackalloc byte[32];
        WriteBulkString(text[..RespDouble.Format(value, text)]);
    }

    public void WriteBigNumber(ReadOnlySpan<byte> digits)
    {
        if (Version == RespVersion.Resp3)
            WriteLine(RespPrefix.BigNumber, digits);
        else
            WriteBulkString(digits);
    }

    /// <summary>Text with its format, three letters such as <c>txt</c> or <c>mkd</c>.</summary>
    public void WriteVerbatimString(ReadOnlySpan<byte> format, ReadOnlySpan<byte> text)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(format.Length, 3);
        if (Version == RespVersion.Resp2)
        {
            WriteBulkString(text);
            return;
        }

        WriteHeader(RespPrefix.VerbatimString, text.Length + 4);
        WriteRaw(format);
        WriteRaw(":"u8);
        WriteRaw(text);
        WriteRaw(RespLiterals.Crlf);
    }

    public void WriteArrayHeader(int count) => WriteHeader(RespPrefix.Array, count);

    public void WriteSetHeader(int count) =>
        WriteHeader(Version == RespVersion.Resp3 ? RespPrefix.Set : RespPrefix.Array, count);

    /// <summary>That many keys follow, each with its value behind it.</summary>
    public void WriteMapHeader(int pairs)
    {
        if (Version == RespVersion.Resp3)
            WriteHeader(RespPrefix.Map, pairs);
        else
            WriteHeader(RespPrefix.Array, pairs * 2);
    }

    /// <summary>An out-of-band message, in either version: only for peers that asked for it.</summary>
    public void WritePushHeader(int count) => WriteHeader(RespPrefix.Push, count);

    private void WriteHeader(RespPrefix prefix, long number)
    {
        var span = Output.GetSpan(HeaderBytesMax);
        Output.Advance(FormatHeader(span, prefix, number));
    }

    private void WriteBlob(RespPrefix prefix, scoped ReadOnlySpan<byte> value)
    {
        if (value.Length > SmallBytesMax)
        {
            WriteHeader(prefix, value.Length);
            WriteLong(value, more: true);
            WriteRaw(RespLiterals.Crlf);
            return;
        }

        var span = Output.GetSpan(HeaderBytesMax + value.Length + 2);
        var at = FormatHeader(span, prefix, value.Length);
        value.CopyTo(span[at..]);
        at += value.Length;
        span[at++] = RespLiterals.CarriageReturn;
        span[at++] = RespLiterals.LineFeed;
        Output.Advance(at);
    }

    private void WriteLong(scoped ReadOnlySpan<byte> bytes, bool more)
    {
        if (bytes.Length >= ILargeOutput.BytesMin && Output is ILargeOutput output)
            output.WriteLarge(bytes, more);
        else
            Output.Write(bytes);
    }

    private void WriteLine(RespPrefix prefix, scoped ReadOnlySpan<byte> text)
    {
        var span = Output.GetSpan(text.Length + 3);
        span[0] = (byte)prefix;
        var body = span.Slice(1, text.Length);
        text.CopyTo(body);
        if (body.ContainsAny(LineEnds))
        {
            body.Replace(RespLiterals.CarriageReturn, (byte)' ');
            body.Replace(RespLiterals.LineFeed, (byte)' ');
        }

        RespLiterals.Crlf.CopyTo(span[(text.Length + 1)..]);
        Output.Advance(text.Length + 3);
    }

    private static int FormatHeader(Span<byte> span, RespPrefix prefix, long number)
    {
        span[0] = (byte)prefix;
        int digits;
        if ((ulong)number < 10)
        {
            span[1] = (byte)('0' + number);
            digits = 1;
        }
        else
        {
            Utf8Formatter.TryFormat(number, span[1..], out digits);
        }

        span[digits + 1] = RespLiterals.CarriageReturn;
        span[digits + 2] = RespLiterals.LineFeed;
        return digits + 3;
    }
}
