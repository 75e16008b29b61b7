using System.Globalization;
using System.Numerics;

namespace K8sCache.Kubernetes.Objects;

/// <summary>The parts of a quantity's text.</summary>
/// <param name="digits">All digits with the sign, as one number.</param>
/// <param name="decimals">How many of them stand behind the point.</param>
/// <param name="suffix">What follows them.</param>
internal readonly ref struct QuantityText(BigInteger digits, int decimals, ReadOnlySpan<char> suffix)
{
    public BigInteger Digits { get; } = digits;

    public int Decimals { get; } = decimals;

    public ReadOnlySpan<char> Suffix { get; } = suffix;

    /// <summary>False where there is no digit, or anything else before the suffix.</summary>
    public static bool TrySplit(string text, out QuantityText parts)
    {
        parts = default;
        var start = text[0] is '+' or '-' ? 1 : 0;
        var whole = CountDigits(text.AsSpan(start));
        var end = start + whole;
        var decimals = 0;
        if (end < text.Length && text[end] == '.')
        {
            decimals = CountDigits(text.AsSpan(end + 1));
            end += 1 + decimals;
        }

        if (whole + decimals == 0)
            return false;
        var digits = string.Concat(text.AsSpan(start, whole), text.AsSpan(end - decimals, decimals));
        var number = BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        parts = new QuantityText(text[0] == '-' ? -number : number, decimals, text.AsSpan(end));
        return true;
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        var other = text.IndexOfAnyExceptInRange('0', '9');
        return other < 0 ? text.Length : other;
    }
}
