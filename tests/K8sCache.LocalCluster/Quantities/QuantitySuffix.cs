using System.Globalization;

namespace K8sCache.LocalCluster.Quantities;

/// <summary>What the digits of a quantity are multiplied by. Source: apimachinery, <c>pkg/api/resource/suffix.go</c>.</summary>
/// <param name="Base">2 or 10.</param>
/// <param name="Exponent">Its power.</param>
/// <param name="Format">The family it is of.</param>
internal readonly record struct QuantitySuffix(int Base, int Exponent, QuantityFormat Format)
{
    private static readonly string[] Binary = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    private static readonly string[] Decimal = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];

    private const int SmallestDecimal = -9;

    public static bool TryParse(string text, out QuantitySuffix suffix)
    {
        var place = Array.IndexOf(Decimal, text);
        suffix = new QuantitySuffix(10, SmallestDecimal + 3 * place, QuantityFormat.DecimalSI);
        if (place >= 0) return true;
        place = Array.IndexOf(Binary, text);
        suffix = new QuantitySuffix(2, 10 * place, QuantityFormat.BinarySI);
        if (place > 0) return true;
        // Go keeps the low 32 bits of what it read as 64.
        var isExponent = long.TryParse(text.AsSpan(Math.Min(1, text.Length)), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent);
        suffix = new QuantitySuffix(10, unchecked((int)exponent), QuantityFormat.DecimalExponent);
        return isExponent && text[0] is 'e' or 'E';
    }

    public static string OfBinary(int thousands) => Binary[thousands];

    /// <param name="exponent">A multiple of three.</param>
    /// <param name="format">A power of ten beyond the suffixes is an exponent in either format.</param>
    public static string OfDecimal(long exponent, QuantityFormat format)
    {
        var place = (exponent - SmallestDecimal) / 3;
        if (format != QuantityFormat.DecimalExponent && place >= 0 && place < Decimal.Length) return Decimal[place];
        return exponent == 0 ? "" : "e" + exponent.ToString(CultureInfo.InvariantCulture);
    }
}
