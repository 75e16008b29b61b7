using System.Globalization;

namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>A Kubernetes resource quantity such as <c>1500m</c> or <c>2Gi</c>, as a number.</summary>
internal sealed record CelQuantity(decimal Value)
{
    private static readonly Dictionary<string, decimal> Factors = new(StringComparer.Ordinal)
    {
        [""] = 1m,
        ["n"] = 0.000_000_001m,
        ["u"] = 0.000_001m,
        ["m"] = 0.001m,
        ["k"] = 1e3m,
        ["M"] = 1e6m,
        ["G"] = 1e9m,
        ["T"] = 1e12m,
        ["P"] = 1e15m,
        ["E"] = 1e18m,
        ["Ki"] = 1L << 10,
        ["Mi"] = 1L << 20,
        ["Gi"] = 1L << 30,
        ["Ti"] = 1L << 40,
        ["Pi"] = 1L << 50,
        ["Ei"] = 1L << 60,
    };

    public static CelQuantity? TryParse(string text)
    {
        var split = text.Length;
        while (split > 0 && char.IsAsciiLetter(text[split - 1])) split--;
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (Factors.TryGetValue(text[split..], out var factor) &&
            decimal.TryParse(text.AsSpan(0, split), style, CultureInfo.InvariantCulture, out var number))
        {
            return new CelQuantity(number * factor);
        }

        // 1e3 and 1E-3: the exponent form has no suffix.
        return decimal.TryParse(text, style | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number)
            ? new CelQuantity(number)
            : null;
    }
}
