using K8sCache.Kubernetes.Objects;
using Microsoft.Extensions.Logging;

namespace K8sCache.Kubernetes;

/// <summary>Every log event of this library. Ids are API: never renumber.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information, "{Method} {Path} answered {Status}: trying again in {Delay}")]
    public static partial void ApiThrottled(ILogger logger, HttpMethod method, string? path, int status, TimeSpan delay);

    [LoggerMessage(1002, LogLevel.Warning, "{Method} {Path}: the API server warns: {Warning}")]
    public static partial void ApiWarning(ILogger logger, HttpMethod method, string? path, string warning);

    [LoggerMessage(1101, LogLevel.Information, "{Kind}: the watch's version is too old, listing again: {Message}")]
    public static partial void WatchExpired(ILogger logger, string kind, string? message);

    [LoggerMessage(1102, LogLevel.Warning, "{Kind}: listing or watching failed, trying again")]
    public static partial void WatchFailed(ILogger logger, string kind, Exception error);

    [LoggerMessage(1103, LogLevel.Information, "{Kind}: informer holds all {Count} objects")]
    public static partial void InformerSynced(ILogger logger, string kind, int count);

    [LoggerMessage(1104, LogLevel.Error, "{Kind} {Key} can't be represented and is left as last known: {Error}")]
    public static partial void ObjectUndecodable(ILogger logger, string kind, ObjectKey key, string error);

    [LoggerMessage(1201, LogLevel.Error, "{Controller}: {Key} failed, next try in {Delay}: {Message}")]
    public static partial void ReconcileFailed(
        ILogger logger, string controller, ObjectKey key, string? message, TimeSpan delay, Exception? error);

    [LoggerMessage(1202, LogLevel.Information, "{Controller}: {Key} was changed by another, next try in {Delay}: {Message}")]
    public static partial void ReconcileConflict(
        ILogger logger, string controller, ObjectKey key, string? message, TimeSpan delay);

    [LoggerMessage(1203, LogLevel.Error, "{Controller}: {Key} can't be reconciled until it changes: {Message}")]
    public static partial void ReconcileTerminal(
        ILogger logger, string controller, ObjectKey key, string? message, Exception? error);

    [LoggerMessage(1204, LogLevel.Warning, "{Controller}: stopped with {Count} keys still waiting")]
    public static partial void ControllerAborted(ILogger logger, string controller, int count);

    [LoggerMessage(1205, LogLevel.Critical, "The controllers broke")]
    public static partial void ManagerFailed(ILogger logger, Exception error);

    [LoggerMessage(1301, LogLevel.Information, "{Identity} {What}")]
    public static partial void Leadership(ILogger logger, string identity, string what);

    [LoggerMessage(1302, LogLevel.Warning, "{Identity} lost the lease to '{Holder}', or could not renew it in time")]
    public static partial void LeadershipLost(ILogger logger, string identity, string holder);

    [LoggerMessage(1303, LogLevel.Warning, "Lease {Namespace}/{Name}: reading or writing failed")]
    public static partial void LeaseFailed(ILogger logger, string @namespace, string name, Exception error);

    [LoggerMessage(1401, LogLevel.Information, "{Kind} {Key}: event {Reason} was dropped: {Why}")]
    public static partial void EventDropped(ILogger logger, string kind, ObjectKey key, string reason, string why);

    [LoggerMessage(1402, LogLevel.Warning, "Writing the counts of repeated events failed")]
    public static partial void EventCountsFailed(ILogger logger, Exception error);
}
