using System.Buffers;
using Microsoft.Net.Http.Headers;

namespace K8sCache.Hosting.Metrics;

/// <summary>
/// What <c>/metrics</c> answers: Prometheus text 0.0.4, or OpenMetrics 1.0.0 when the scraper's Accept prefers it.
/// </summary>
public static class PrometheusText
{
    public const string PlainContentType = "text/plain; version=0.0.4; charset=utf-8";
    public const string OpenMetricsContentType = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    public static void Write(MetricRegistry registry, bool openMetrics, IBufferWriter<byte> output)
    {
        var writer = new PrometheusWriter(output, openMetrics);
        registry.Collect(writer);
        writer.End();
    }

    /// <summary>Whether an Accept header gives OpenMetrics at least the weight of plain text.</summary>
    public static bool PrefersOpenMetrics(IList<string?> accept)
    {
        if (accept.Count == 0 || !MediaTypeHeaderValue.TryParseList(accept!, out var types))
        {
            return false;
        }
        double openMetrics = 0, plain = 0;
        foreach (var type in types)
        {
            var quality = type.Quality ?? 1;
            if (type.MediaType.Equals("application/openmetrics-text", StringComparison.OrdinalIgnoreCase)
                && SpeaksOurVersion(type))
            {
                openMetrics = Math.Max(openMetrics, quality);
            }
            else if (type.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase) || type.MatchesAllTypes)
            {
                plain = Math.Max(plain, quality);
            }
        }
        return openMetrics > 0 && openMetrics >= plain;
    }

    private static bool SpeaksOurVersion(MediaTypeHeaderValue type)
    {
        var version = type.Parameters.FirstOrDefault(p => p.Name.Equals("version", StringComparison.OrdinalIgnoreCase));
        return version is null || version.Value.Equals("1.0.0", StringComparison.Ordinal);
    }
}
