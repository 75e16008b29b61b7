using System.Globalization;

namespace K8sCache.Kubernetes.Objects;

/// <summary>What a quantity's digits are multiplied by: a power of two, or of ten.</summary>
/// <param name="Factor">The power of two; 1 where it is one of ten.</param>
/// <param name="Exponent">The power of ten.</param>
internal readonly record struct QuantitySuffix(long Factor, long Exponent)
{
    private static readonly (string Suffix, long Factor)[] Binary =
    [
        ("Ei", 1L << 60), ("Pi", 1L << 50), ("Ti", 1L << 40), ("Gi", 1L << 30), ("Mi", 1L << 20), ("Ki", 1L << 10),
    ];

    public bool IsBinary => Factor > 1;

    public static bool TryParse(ReadOnlySpan<char> text, out QuantitySuffix suffix)
    {
        int? exponent = text switch
        {
            "" => 0,
            "n" => -9,
            "u" => -6,
            "m" => -3,
            "k" => 3,
            "M" => 6,
            "G" => 9,
            "T" => 12,
            "P" => 15,
            "E" => 18,
            _ => null,
        };
        suffix = new QuantitySuffix(1, exponent ?? 0);
        return exponent is not null || TryGetBinary(text, out suffix) || TryGetExponent(text, out suffix);
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

    private static bool TryGetBinary(ReadOnlySpan<char> text, out QuantitySuffix suffix)
    {
        suffix = default;
        foreach (var (name, factor) in Binary)
        {
            if (text.SequenceEqual(name))
                suffix = new QuantitySuffix(factor, 0);
        }
        return suffix.Factor != 0;
    }

    /// <summary>As in apimachinery an exponent has 32 bits; one beyond is no amount that anything could compare with.</summary>
    private static bool TryGetExponent(ReadOnlySpan<char> text, out QuantitySuffix suffix)
    {
        suffix = default;
        if (text.Length < 2 || text[0] is not ('e' or 'E')
            || !int.TryParse(text[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent))
            return false;
        suffix = new QuantitySuffix(1, exponent);
        return true;
    }
}
