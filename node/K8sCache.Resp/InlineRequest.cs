using System.Runtime.InteropServices;

namespace K8sCache.Resp;

/// <summary>
/// Splits an inline request into arguments by Redis's rules (sds.c: sdssplitargs): blanks separate; double quotes take
/// \xHH, \n, \r, \t, \b, \a and \c for any other c; single quotes take \' only; a closing quote must end the argument.
/// </summary>
internal sealed class InlineRequest
{
    private readonly List<ArgumentRange> _arguments = [];
    private byte[] _text = [];
    private int _used;

    public int Count => _arguments.Count;

    public RespRequest ToRequest(ReadOnlySpan<byte> wire) =>
        new(_text, CollectionsMarshal.AsSpan(_arguments), wire, isInline: true);

    /// <summary>False if quotes are unbalanced. Unescaped arguments never take more bytes than the line.</summary>
    public bool TrySplit(ReadOnlySpan<byte> line)
    {
        _arguments.Clear();
        _used = 0;
        if (_text.Length < line.Length)
            _text = new byte[line.Length];

        var at = 0;
        while (true)
        {
            while (at < line.Length && IsBlank(line[at]))
                at++;
            if (at == line.Length)
                return true;
            var start = _used;
            if (!TakeArgument(line, ref at))
                return false;
            _arguments.Add(new ArgumentRange(start, _used - start));
        }
    }

    private bool TakeArgument(ReadOnlySpan<byte> line, ref int at)
    {
        while (at < line.Length && !IsBlank(line[at]))
        {
            var c = line[at++];
            if (c is (byte)'"' or (byte)'\'')
                return TakeQuoted(line, ref at, c) && (at == line.Length || IsBlank(line[at]));
            _text[_used++] = c;
        }

        return true;
    }

    private bool TakeQuoted(ReadOnlySpan<byte> line, ref int at, byte quote)
    {
        while (at < line.Length)
        {
            var c = line[at++];
            if (c == quote)
                return true;
            if (c == (byte)'\\' && at < line.Length)
                c = quote == (byte)'"' ? Unescape(line, ref at) : UnescapeSingle(line, ref at);
            _text[_used++] = c;
        }

        return false;
    }

    private static byte UnescapeSingle(ReadOnlySpan<byte> line, ref int at)
    {
        if (line[at] != (byte)'\'')
            return (byte)'\\';
        at++;
        return (byte)'\'';
    }

    private static byte Unescape(ReadOnlySpan<byte> line, ref int at)
    {
        if (line[at] == (byte)'x' && at + 2 < line.Length
            && char.IsAsciiHexDigit((char)line[at + 1]) && char.IsAsciiHexDigit((char)line[at + 2]))
        {
            var value = (HexValue(line[at + 1]) << 4) | HexValue(line[at + 2]);
            at += 3;
            return (byte)value;
        }

        return line[at++] switch
        {
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            (byte)'b' => (byte)'\b',
            (byte)'a' => (byte)'\a',
            var other => other,
        };
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    /// <summary>What C's isspace says of ASCII.</summary>
    private static bool IsBlank(byte c) => c is (byte)' ' or (>= 9 and <= 13);
}
