using System.Net;
using Microsoft.Extensions.Logging;

namespace K8sCache.LocalCluster.Networking;

internal static partial class ServiceProxyLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Service {Namespace}/{Service}: cannot listen on {Address}: {Error}")]
    public static partial void CannotListen(ILogger logger, string @namespace, string service, IPEndPoint address, string error);
}
