using System.Buffers.Text;

namespace K8sCache.Resp;

/// <summary>Doubles as the protocol spells them.</summary>
internal static class RespDouble
{
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

        Utf8Formatter.TryFormat(value, destination, out var length);
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
