using K8sCache.Kubernetes.Objects;
using Microsoft.Extensions.Logging;

namespace K8sCache.Operator;

/// <summary>Every log event of the operator. Ids are API: never renumber.</summary>
internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Debug, "{Uri} does not answer: {Reason}")]
    public static partial void PodSilent(ILogger logger, Uri uri, string reason);

    [LoggerMessage(2002, LogLevel.Warning, "pod {PodIp} refused the topology of epoch {Epoch} with status {Status}")]
    public static partial void TopologyRefused(ILogger logger, string podIp, long epoch, int status);

    [LoggerMessage(2003, LogLevel.Information, "{Cluster}: applied {Kind} {Name}")]
    public static partial void Applied(ILogger logger, ObjectKey cluster, string kind, string name);

    [LoggerMessage(2004, LogLevel.Information, "{Cluster}: deleted {Kind} {Name}")]
    public static partial void Deleted(ILogger logger, ObjectKey cluster, string kind, string name);

    [LoggerMessage(2005, LogLevel.Information, "{Cluster}: topology of epoch {Epoch} written, {NodeCount} nodes")]
    public static partial void TopologyWritten(ILogger logger, ObjectKey cluster, long epoch, int nodeCount);

    [LoggerMessage(2006, LogLevel.Information, "{Cluster}: {Type} is {Status}: {Reason}: {Message}")]
    public static partial void ConditionChanged(
        ILogger logger, ObjectKey cluster, string type, string status, string reason, string message);

    [LoggerMessage(2007, LogLevel.Error, "{Cluster}: its spec could not be judged; it goes on by the one before")]
    public static partial void JudgingFailed(ILogger logger, ObjectKey cluster, Exception error);
}
