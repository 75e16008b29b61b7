using Microsoft.Extensions.Logging;

namespace K8sCache.LocalCluster.Kubelet;

internal static partial class KubeletLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Pod {Namespace}/{Name} failed unexpectedly")]
    public static partial void PodFailed(ILogger logger, Exception exception, string @namespace, string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Status of pod {Namespace}/{Name} was refused: {Error}")]
    public static partial void StatusRefused(ILogger logger, string @namespace, string name, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Folder {Folder} of an ended pod stays behind: {Error}")]
    public static partial void FolderStays(ILogger logger, string folder, string error);
}
