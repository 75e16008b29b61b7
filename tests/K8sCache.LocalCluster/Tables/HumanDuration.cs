using System.Globalization;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;

namespace K8sCache.LocalCluster.Tables;

/// <summary>Ages as kubectl shows them: the two largest units that still matter.</summary>
internal static class HumanDuration
{
    public const string Unknown = "<unknown>";

    /// <summary>How long ago a time field was; &lt;unknown&gt; without one.</summary>
    public static string Since(JsonNode? time, DateTimeOffset now) =>
        DateTimeOffset.TryParse(ObjectMeta.Text(time), CultureInfo.InvariantCulture, out var then) ? Show(now - then) : Unknown;

    public static string Show(TimeSpan age)
    {
        var seconds = (long)age.TotalSeconds;
        var minutes = seconds / 60;
        var hours = minutes / 60;
        var days = hours / 24;
        return (seconds, minutes, hours, days) switch
        {
            ( < -1, _, _, _) => "<invalid>",
            ( < 0, _, _, _) => "0s",
            ( < 120, _, _, _) => $"{seconds}s",
            (_, < 10, _, _) => Two(minutes, "m", seconds % 60, "s"),
            (_, < 180, _, _) => $"{minutes}m",
            (_, _, < 8, _) => Two(hours, "h", minutes % 60, "m"),
            (_, _, < 48, _) => $"{hours}h",
            (_, _, _, < 8) => Two(days, "d", hours % 24, "h"),
            (_, _, _, < 730) => $"{days}d",
            (_, _, _, < 2920) => Two(days / 365, "y", days % 365, "d"),
            _ => $"{days / 365}y",
        };
    }

    private static string Two(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? $"{large}{largeUnit}" : $"{large}{largeUnit}{small}{smallUnit}";
}
