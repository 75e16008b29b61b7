using System.Globalization;
using K8sCache.Storage.SortedSets;

namespace K8sCache.Node.Commands;

/// <summary>Scores, and ends of ranges of scores and of members, as C's strtod and Redis read them.</summary>
internal static class ScoreArguments
{
    private const NumberStyles Decimal =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>A number that is neither NaN nor out of a double's range; infinities are allowed by name.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        if (!TryParseAny(text, out value))
            return false;

        // Spelt in digits, but more than a double holds or less than its least one.
        var digit = text[text[0] is (byte)'+' or (byte)'-' ? 1 : 0];
        return digit is (byte)'i' or (byte)'I'
            || (!double.IsInfinity(value) && (value != 0 || !HasValue(text)));
    }

    /// <summary>A range's end: a score, or behind an opening parenthesis one that is outside.</summary>
    public static bool TryParseBound(ReadOnlySpan<byte> text, out ScoreBound bound)
    {
        var isExclusive = text is [(byte)'(', ..];
        if (isExclusive)
            text = text[1..];

        // Read by strtod alone, which takes nothing for 0, blanks before a number, and all up to a zero byte.
        if (text.IndexOf((byte)0) is var end and >= 0)
            text = text[..end];
        var isRead = text.IsEmpty | TryParseAny(text.TrimStart(" \t\n\v\f\r"u8), out var value);
        bound = new ScoreBound(value, isExclusive);
        return isRead;
    }

    /// <summary>A range's end: <c>-</c>, <c>+</c>, or a member behind a bracket (inside) or parenthesis (outside).</summary>
    public static bool TryParseBound(ReadOnlySpan<byte> text, out LexBound bound)
    {
        bound = default;
        switch (text)
        {
            case [(byte)'-']:
                bound = LexBound.Lowest;
                return true;
            case [(byte)'+']:
                bound = LexBound.Highest;
                return true;
            case [(byte)'(' or (byte)'[', ..]:
                bound = LexBound.At(text[1..], isExclusive: text[0] == (byte)'(');
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whatever strtod reads from begin to end, but NaN; infinite when too large.</summary>
    private static bool TryParseAny(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        if (text.IsEmpty)
            return false;
        var isNegative = text[0] == (byte)'-';
        var body = isNegative || text[0] == (byte)'+' ? text[1..] : text;
        if (body.IsEmpty)
            return false;
        if (body[0] is (byte)'i' or (byte)'I')
        {
            value = isNegative ? double.NegativeInfinity : double.PositiveInfinity;
            return body.Is("inf"u8) || body.Is("infinity"u8);
        }

        if (body.Length > 2 && body[0] == (byte)'0' && (body[1] | 0x20) == 'x')
        {
            var isRead = TryParseHexadecimal(body[2..], out value);
            value = isNegative ? -value : value;
            return isRead;
        }

        // The framework's names of infinities and its NaN are not strtod's.
        return (char.IsAsciiDigit((char)body[0]) || body[0] == (byte)'.')
            && double.TryParse(text, Decimal, CultureInfo.InvariantCulture, out value);
    }

    private static bool TryParseHexadecimal(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        var (digits, exponent, isFraction, at) = (0, 0L, false, 0);
        for (; at < text.Length; at++)
        {
            if (text[at] == (byte)'.' && !isFraction)
            {
                isFraction = true;
                continue;
            }

            if (!char.IsAsciiHexDigit((char)text[at]))
                break;
            value = (value * 16) + Convert.ToInt32(((char)text[at]).ToString(), 16);
            exponent -= isFraction ? 4 : 0;
            digits++;
        }

        if (digits == 0)
            return false;
        if (at < text.Length)
        {
            if ((text[at] | 0x20) != 'p' || !int.TryParse(text[(at + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power))
                return false;
            exponent += power;
        }

        value = Math.ScaleB(value, (int)Math.Clamp(exponent, int.MinValue, int.MaxValue));
        return true;
    }

    /// <summary>Whether a number is spelt with a digit other than 0 before its exponent.</summary>
    private static bool HasValue(ReadOnlySpan<byte> text)
    {
        foreach (var letter in text)
        {
            if ((letter | 0x20) is 'e' or 'p')
                return false;
            if (letter is >= (byte)'1' and <= (byte)'9')
                return true;
        }

        return false;
    }
}
