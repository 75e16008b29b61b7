using K8sCache.Hosting.Lifetime;
using K8sCache.Hosting.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace K8sCache.Hosting.Admin;

/// <summary>What every process answers on its admin port.</summary>
internal static class StandardEndpoints
{
    private const string MetricsPath = "/metrics";
    private const string HealthPath = "/healthz";
    private const string ReadyPath = "/readyz";

    /// <summary>Whether this is what anybody may ask.</summary>
    public static bool AreOpenAt(PathString path) => path == MetricsPath || path == HealthPath || path == ReadyPath;

    public static void Map(IEndpointRouteBuilder routes, MetricPage metrics, Readiness readiness, Supervisor supervisor)
    {
        routes.MapGet(MetricsPath, context => WriteMetricsAsync(context, metrics));
        routes.MapGet(HealthPath, async context => await WriteProbeAsync(context, await supervisor.CheckAsync()));
        routes.MapGet(ReadyPath, context => WriteProbeAsync(context, readiness.Missing()));
    }

    private static async Task WriteMetricsAsync(HttpContext context, MetricPage metrics)
    {
        var format = ExpositionFormats.Accepted([.. context.Request.Headers.Accept]);
        context.Response.ContentType = ExpositionFormats.ContentType(format);
        await metrics.WriteAsync(format, context.Response.BodyWriter, context.RequestAborted);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    /// <summary>What a probe asks: 200 where nothing is wrong, else what is, a line each.</summary>
    private static Task WriteProbeAsync(HttpContext context, IReadOnlyList<string> problems) => problems.Count == 0
        ? AdminResponses.WriteTextAsync(context, StatusCodes.Status200OK, "ok\n")
        : AdminResponses.WriteTextAsync(context, StatusCodes.Status503ServiceUnavailable, string.Concat(problems.Select(problem => problem + "\n")));
}
