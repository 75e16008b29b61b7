using Microsoft.Extensions.Logging;

namespace K8sCache.LocalCluster.Controllers;

internal static partial class ControllerLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Controller} {Namespace}/{Name}: {Error}")]
    public static partial void Failed(ILogger logger, string controller, string @namespace, string name, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Controller} {Namespace}/{Name} failed unexpectedly")]
    public static partial void Broke(ILogger logger, Exception exception, string controller, string @namespace, string name);
}
