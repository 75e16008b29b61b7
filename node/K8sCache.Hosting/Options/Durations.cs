using System.Globalization;

namespace K8sCache.Hosting.Options;

/// <summary>Durations as Go and Prometheus write them, one unit each: <c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c>.</summary>
public static class Durations
{
    private static readonly (string Suffix, long Ticks)[] Units =
    [
        ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
    ];

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        foreach (var (suffix, ticks) in Units)
        {
            if (!text.EndsWith(suffix, StringComparison.Ordinal))
            {
                continue;
            }
            var number = text.AsSpan(0, text.Length - suffix.Length);
            if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                || count > long.MaxValue / ticks)
            {
                return false;
            }
            duration = TimeSpan.FromTicks((long)(count * ticks));
            return true;
        }
        return false;
    }

    /// <summary>The largest unit that divides it: <c>2s</c>, <c>1500ms</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        for (var i = Units.Length - 1; i > 0; i--)
        {
            if (duration.Ticks != 0 && duration.Ticks % Units[i].Ticks == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / Units[i].Ticks}{Units[i].Suffix}");
            }
        }
        return string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds}ms");
    }
}
