using System.Buffers.Text;

namespace K8sCache.Storage;

/// <summary>
/// A 64-bit integer as Redis takes it: decimal, no sign but a minus, no leading zero, nothing around it.
/// </summary>
internal static class CanonicalInt64
{
    private const int MaxLength = 20;

    public static bool TryParse(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (text.Length is 0 or > MaxLength || text[0] == (byte)'+')
            return false;
        if (!Utf8Parser.TryParse(text, out value, out var consumed) || consumed != text.Length)
            return false;
        var digits = text[0] == (byte)'-' ? text[1..] : text;
        return digits[0] != (byte)'0' || text.Length == 1;
    }
}
