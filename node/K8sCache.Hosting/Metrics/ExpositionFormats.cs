using Microsoft.Net.Http.Headers;
using Prometheus;

namespace K8sCache.Hosting.Metrics;

/// <summary>Which text format a scraper gets.</summary>
internal static class ExpositionFormats
{
    /// <summary>OpenMetrics 1.0.0 where an Accept header gives it at least the weight of plain text, else Prometheus text 0.0.4.</summary>
    public static ExpositionFormat Accepted(IList<string?> accept)
    {
        if (accept.Count == 0 || !MediaTypeHeaderValue.TryParseList(accept!, out var types))
            return ExpositionFormat.PrometheusText;
        double openMetrics = 0, plain = 0;
        foreach (var type in types)
        {
            var quality = type.Quality ?? 1;
            if (type.MediaType.Equals(PrometheusConstants.OpenMetricsContentType, StringComparison.OrdinalIgnoreCase) && IsOurVersion(type))
                openMetrics = Math.Max(openMetrics, quality);
            else if (type.MediaType.Equals(PrometheusConstants.TextContentType, StringComparison.OrdinalIgnoreCase) || type.MatchesAllTypes)
                plain = Math.Max(plain, quality);
        }

        return openMetrics > 0 && openMetrics >= plain ? ExpositionFormat.OpenMetricsText : ExpositionFormat.PrometheusText;
    }

    public static string ContentType(ExpositionFormat format) => format switch
    {
        ExpositionFormat.OpenMetricsText => PrometheusConstants.OpenMetricsContentTypeWithVersionAndEncoding,
        ExpositionFormat.PrometheusText => PrometheusConstants.TextContentTypeWithVersionAndEncoding,
    };

    private static bool IsOurVersion(MediaTypeHeaderValue type)
    {
        var version = type.Parameters.FirstOrDefault(p => p.Name.Equals("version", StringComparison.OrdinalIgnoreCase));
        return version is null || version.Value.Equals("1.0.0", StringComparison.Ordinal);
    }
}
