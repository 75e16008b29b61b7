using System.Globalization;

namespace K8sCache.Kubernetes.Objects;

/// <summary>Suffixes of <see cref="Quantity"/>: decimal, binary, and exponents of ten.</summary>
internal static class QuantitySuffix
{
    // An exponent beyond this overflows every amount the API can hold (2^63 - 1 of base units, 1 nano at least).
    private const int LargestExponent = 18;

    private static readonly (string Suffix, long Factor)[] Binary =
    [
        ("Ei", 1L << 60), ("Pi", 1L << 50), ("Ti", 1L << 40), ("Gi", 1L << 30), ("Mi", 1L << 20), ("Ki", 1L << 10),
    ];

    public static bool TryGetFactor(ReadOnlySpan<char> suffix, out decimal factor)
    {
        factor = suffix switch
        {
            "" => 1m,
            "n" => 0.000_000_001m,
            "u" => 0.000_001m,
            "m" => 0.001m,
            "k" => 1e3m,
            "M" => 1e6m,
            "G" => 1e9m,
            "T" => 1e12m,
            "P" => 1e15m,
            "E" => 1e18m,
            _ => 0m,
        };
        return factor != 0 || TryGetBinary(suffix, out factor) || TryGetExponent(suffix, out factor);
    }

    public static string FormatBinary(long value)
    {
        foreach (var (suffix, factor) in Binary)
        {
            if (value != 0 && value % factor == 0)
                return (value / factor).ToString(CultureInfo.InvariantCulture) + suffix;
        }
        return value.ToString(CultureInfo.InvariantCulture);
    }

    private static bool TryGetBinary(ReadOnlySpan<char> suffix, out decimal result)
    {
        result = 0;
        foreach (var (name, factor) in Binary)
        {
            if (suffix.SequenceEqual(name))
                result = factor;
        }
        return result != 0;
    }

    private static bool TryGetExponent(ReadOnlySpan<char> suffix, out decimal factor)
    {
        factor = 0;
        if (suffix.Length < 2 || suffix[0] is not ('e' or 'E')
            || !int.TryParse(suffix[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            || Math.Abs(exponent) > LargestExponent)
            return false;
        factor = 1;
        for (var i = 0; i < Math.Abs(exponent); i++)
            factor = exponent > 0 ? factor * 10 : factor / 10;
        return true;
    }
}
