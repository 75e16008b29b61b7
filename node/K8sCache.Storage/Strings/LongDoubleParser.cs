using System.Globalization;
using System.Numerics;
using System.Text;

namespace K8sCache.Storage.Strings;

/// <summary>Reads what C's <c>strtold</c> reads, with Redis's limits around it (util.c: string2ld).</summary>
internal static class LongDoubleParser
{
    /// <summary>Longer texts are no numbers to Redis.</summary>
    private const int MaxLength = (5 * 1024) - 1;

    /// <summary>Far past any exponent of a number in range, and far from an overflow.</summary>
    private const int ExponentLimit = 100_000;

    public static bool TryParse(ReadOnlySpan<byte> text, out LongDouble value)
    {
        value = default;
        if (text.Length is 0 or > MaxLength)
            return false;
        var isNegative = text[0] == (byte)'-';
        var rest = isNegative || text[0] == (byte)'+' ? text[1..] : text;
        if (Ascii.EqualsIgnoreCase(rest, "inf"u8) || Ascii.EqualsIgnoreCase(rest, "infinity"u8))
        {
            value = LongDouble.Infinite(isNegative);
            return true;
        }

        var isHex = rest.Length > 2 && rest[0] == (byte)'0' && (rest[1] | 0x20) == 'x';
        if (isHex)
            rest = rest[2..];
        if (!TrySplit(rest, isHex, out var digits, out var exponent))
            return false;
        if (digits.Length == 0)
        {
            value = LongDouble.Round(isNegative, BigInteger.Zero, BigInteger.One);
            return true;
        }

        // A number past the range is refused, be it too large or so small that it would be 0.
        if (!isHex && (exponent + digits.Length > 5000 || exponent + digits.Length < -5000))
            return false;
        if (isHex && Math.Abs((long)exponent + (digits.Length * 4)) > 20_000)
            return false;
        // The leading zero keeps a hexadecimal number positive.
        var number = BigInteger.Parse(
            "0" + digits, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture);
        var power = isHex ? BigInteger.One << Math.Abs(exponent) : BigInteger.Pow(10, Math.Abs(exponent));
        value = exponent >= 0
            ? LongDouble.Round(isNegative, number * power, BigInteger.One)
            : LongDouble.Round(isNegative, number, power);
        return !value.IsInfinite && !value.IsZero;
    }

    /// <summary>Digits without point and leading zeros, and the power of ten (or two) they are to be multiplied by.</summary>
    private static bool TrySplit(ReadOnlySpan<byte> text, bool isHex, out string digits, out int exponent)
    {
        var builder = new StringBuilder(text.Length);
        var at = 0;
        var seen = 0;
        var behindPoint = 0;
        var isBehindPoint = false;
        exponent = 0;
        digits = "";
        for (; at < text.Length; at++)
        {
            var letter = (char)text[at];
            if (letter == '.' && !isBehindPoint)
            {
                isBehindPoint = true;
                continue;
            }

            if (isHex ? !char.IsAsciiHexDigit(letter) : !char.IsAsciiDigit(letter))
                break;
            seen++;
            behindPoint += isBehindPoint ? 1 : 0;
            if (letter != '0' || builder.Length > 0)
                builder.Append(letter);
        }

        if (seen == 0 || (at < text.Length && !TryExponent(text[at..], isHex ? 'p' : 'e', out exponent)))
            return false;
        exponent -= isHex ? behindPoint * 4 : behindPoint;
        digits = builder.ToString();
        return true;
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, char mark, out int exponent)
    {
        exponent = 0;
        if ((text[0] | 0x20) != mark)
            return false;
        text = text[1..];
        var isNegative = !text.IsEmpty && text[0] == (byte)'-';
        if (!text.IsEmpty && text[0] is (byte)'-' or (byte)'+')
            text = text[1..];
        if (text.IsEmpty)
            return false;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit))
                return false;
            exponent = Math.Min(ExponentLimit, (exponent * 10) + (digit - '0'));
        }

        exponent = isNegative ? -exponent : exponent;
        return true;
    }
}
