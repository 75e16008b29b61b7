using System.Buffers.Text;

namespace K8sCache.Resp;

/// <summary>Whole numbers as the protocol spells them: decimal, optional minus, no leading zeros, plus or blanks.</summary>
public static class RespNumber
{
    /// <summary>Longest spelling of a 64-bit number.</summary>
    public const int DigitsMax = 20;

    /// <summary>What <see cref="Parse"/> answers for anything else; no length or count is ever this.</summary>
    internal const long Malformed = long.MinValue;

    /// <summary>The number, exactly as strict as Redis's string2ll.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (text.IsEmpty || text.Length > DigitsMax)
            return false;
        var digits = text[0] == (byte)'-' ? text[1..] : text;
        if (digits.IsEmpty || !char.IsAsciiDigit((char)digits[0]))
            return false;
        if (digits[0] == (byte)'0')
            return text.Length == 1;
        return Utf8Parser.TryParse(text, out value, out var used) && used == text.Length;
    }

    /// <summary>The number of a header line, or <see cref="Malformed"/>.</summary>
    internal static long Parse(ReadOnlySpan<byte> text)
    {
        // Nearly every header has one or two digits.
        if (text.Length is 1 or 2)
        {
            var high = (uint)text[0] - '0';
            if (text.Length == 1 && high <= 9)
                return high;
            var low = (uint)text[^1] - '0';
            if (text.Length == 2 && high is >= 1 and <= 9 && low <= 9)
                return (high * 10) + low;
        }

        return TryParse(text, out var value) ? value : Malformed;
    }
}
