using System.Globalization;

namespace K8sCache.Hosting.Options;

/// <summary>
/// Sizes in bytes as people write them: Kubernetes quantities (<c>1Gi</c>, <c>500M</c>), IEC (<c>1GiB</c>) and
/// Redis' (<c>1gb</c> is 1024³, as in redis.conf). Upper-case <c>M</c>/<c>MB</c> alone follow SI, as quantities do.
/// </summary>
public static class ByteSize
{
    private static readonly (string Suffix, long Factor)[] Suffixes =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
        ("Ki", 1L << 10), ("Mi", 1L << 20), ("Gi", 1L << 30), ("Ti", 1L << 40),
        ("kb", 1L << 10), ("mb", 1L << 20), ("gb", 1L << 30), ("tb", 1L << 40),
        ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
        ("k", 1_000), ("K", 1_000), ("M", 1_000_000), ("G", 1_000_000_000), ("T", 1_000_000_000_000),
        ("B", 1), ("b", 1), ("", 1),
    ];

    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        foreach (var (suffix, factor) in Suffixes)
        {
            if (!text.EndsWith(suffix, StringComparison.Ordinal))
            {
                continue;
            }
            var number = text.AsSpan(0, text.Length - suffix.Length);
            if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                || count > long.MaxValue / factor)
            {
                return false;
            }
            bytes = (long)(count * factor);
            return true;
        }
        return false;
    }

    /// <summary>The largest IEC unit that divides it: <c>2GiB</c>, <c>1536MiB</c>, <c>100B</c>.</summary>
    public static string Format(long bytes)
    {
        ReadOnlySpan<string> units = ["B", "KiB", "MiB", "GiB", "TiB"];
        var unit = 0;
        while (unit < units.Length - 1 && bytes != 0 && bytes % 1024 == 0)
        {
            bytes /= 1024;
            unit++;
        }
        return string.Create(CultureInfo.InvariantCulture, $"{bytes}{units[unit]}");
    }
}
