using Microsoft.Extensions.Logging;

namespace K8sCache.Kubernetes;

/// <summary>Every log event of this library. Ids are API: never renumber.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information, "{Method} {Path} answered {Status}: trying again in {Delay}")]
    public static partial void ApiThrottled(ILogger logger, HttpMethod method, string? path, int status, TimeSpan delay);

    [LoggerMessage(1002, LogLevel.Warning, "{Method} {Path}: the API server warns: {Warning}")]
    public static partial void ApiWarning(ILogger logger, HttpMethod method, string? path, string warning);
}
