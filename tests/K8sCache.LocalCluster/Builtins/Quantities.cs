using System.Globalization;

namespace K8sCache.LocalCluster.Builtins;

/// <summary>
/// Canonical form of resource quantities (apimachinery's resource.Quantity): the largest suffix of the same family that
/// leaves a whole number.
/// </summary>
internal static class Quantities
{
    public const string Problem =
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

    private static readonly (string Suffix, decimal Factor)[] Decimal =
    [
        ("E", 1e18m), ("P", 1e15m), ("T", 1e12m), ("G", 1e9m), ("M", 1e6m), ("k", 1e3m), ("", 1m), ("m", 1e-3m), ("u", 1e-6m), ("n", 1e-9m),
    ];

    private static readonly (string Suffix, decimal Factor)[] Binary =
    [
        ("Ei", 1L << 60), ("Pi", 1L << 50), ("Ti", 1L << 40), ("Gi", 1L << 30), ("Mi", 1L << 20), ("Ki", 1L << 10), ("", 1m),
    ];

    /// <returns>Null when the text is no quantity.</returns>
    public static string? Canonical(string text)
    {
        if (Schema.Cel.CelQuantity.TryParse(text) is not { Value: var value }) return null;
        if (value == 0) return "0";
        var isBinary = text.EndsWith('i') && decimal.Truncate(value) == value;
        foreach (var (suffix, factor) in isBinary ? Binary : Decimal)
        {
            var scaled = value / factor;
            if (decimal.Truncate(scaled) == scaled) return scaled.ToString("0", CultureInfo.InvariantCulture) + suffix;
        }

        // Finer than nano: rounded up, as the API does.
        return Math.Ceiling(value * 1e9m).ToString("0", CultureInfo.InvariantCulture) + "n";
    }
}
