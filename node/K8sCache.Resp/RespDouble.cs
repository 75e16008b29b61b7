using System.Buffers.Text;
using System.Globalization;

namespace K8sCache.Resp;

/// <summary>Doubles as the protocol spells them.</summary>
internal static class RespDouble
{
    /// <summary>Whole numbers up to here are the same digits either way, and cheaper to write as such.</summary>
    private const long WholeLimit = 1L << 53;

    /// <summary>At most 24 bytes, as C's <c>%.17g</c>.</summary>
    public static int Format(double value, Span<byte> destination)
    {
        ReadOnlySpan<byte> special = double.IsNaN(value) ? "nan"u8
            : double.IsPositiveInfinity(value) ? "inf"u8
            : double.IsNegativeInfinity(value) ? "-inf"u8
            : default;
        if (!special.IsEmpty)
        {
            special.CopyTo(destination);
            return special.Length;
        }

        int length;
        if (Math.Abs(value) < WholeLimit && (long)value == value && (value != 0 || !double.IsNegative(value)))
            Utf8Formatter.TryFormat((long)value, destination, out length);
        else
            value.TryFormat(destination, out length, "g17", CultureInfo.InvariantCulture);
        return length;
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        if (text.SequenceEqual("inf"u8) || text.SequenceEqual("-inf"u8))
        {
            value = text[0] == (byte)'-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        if (text.SequenceEqual("nan"u8))
        {
            value = double.NaN;
            return true;
        }

        return Utf8Parser.TryParse(text, out value, out var used) && used == text.Length;
    }
}
