using System.Diagnostics.Metrics;
using System.Text;

namespace K8sCache.Hosting.Metrics;

/// <summary>
/// Prometheus names from instruments, by the rules OpenTelemetry's Prometheus compatibility specification gives:
/// dots become underscores, the base unit and then <c>_total</c> (counters) are suffixed once.
/// </summary>
public static class MetricNames
{
    /// <summary>The family name without <c>_total</c>: what OpenMetrics puts on the TYPE line.</summary>
    public static string Family(Instrument instrument)
    {
        var name = Sanitize(instrument.Name);
        if (name.EndsWith("_total", StringComparison.Ordinal))
        {
            name = name[..^"_total".Length];
        }
        var unit = Unit(instrument.Unit);
        return unit.Length == 0 || name.EndsWith("_" + unit, StringComparison.Ordinal) ? name : $"{name}_{unit}";
    }

    /// <summary>The unit as a word; empty for counts (<c>{request}</c>) and unknown units.</summary>
    public static string Unit(string? unit) => unit switch
    {
        "s" => "seconds",
        "By" => "bytes",
        "1" => "ratio",
        _ => "",
    };

    public static string Sanitize(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            text.Append(char.IsAsciiLetterOrDigit(c) || c == ':' ? c : '_');
        }
        return text.ToString();
    }
}
