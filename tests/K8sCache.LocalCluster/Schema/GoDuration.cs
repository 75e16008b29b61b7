using System.Buffers;
using System.Globalization;

namespace K8sCache.LocalCluster.Schema;

/// <summary>Go's duration text: a signed sequence of decimal numbers with units, such as <c>1h30m</c> or <c>-1.5s</c>.</summary>
internal static class GoDuration
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    private static readonly (string Unit, double Seconds)[] Units =
    [
        ("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("h", 3600), ("m", 60), ("s", 1),
    ];

    public static TimeSpan? TryParse(string text)
    {
        var rest = text.AsSpan().TrimStart("+-");
        if (text.Length - rest.Length > 1 || rest.IsEmpty) return null;
        var sign = text[0] == '-' ? -1 : 1;
        if (rest is "0") return TimeSpan.Zero;
        double seconds = 0;
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOfAnyExcept(NumberCharacters);
            if (end <= 0 || !double.TryParse(rest[..end], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return null;
            rest = rest[end..];
            if (!TakeUnit(ref rest, out var scale)) return null;
            seconds += number * scale;
        }

        return TimeSpan.FromSeconds(sign * seconds);
    }

    private static bool TakeUnit(ref ReadOnlySpan<char> rest, out double scale)
    {
        foreach (var (unit, seconds) in Units)
        {
            if (!rest.StartsWith(unit, StringComparison.Ordinal)) continue;
            rest = rest[unit.Length..];
            scale = seconds;
            return true;
        }

        scale = 0;
        return false;
    }
}
