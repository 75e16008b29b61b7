using System.Net;
using Microsoft.Extensions.Logging;

namespace K8sCache.Router.Observing;

/// <summary>Everything the router logs. Event names are kept stable: people alert on them.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Routing on {EndPoint}, admin on {AdminEndPoint}, {Threads} threads")]
    public static partial void Started(ILogger logger, IPEndPoint endPoint, IPEndPoint adminEndPoint, int threads);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Topology {Epoch}: {Nodes} nodes, scheduler {Scheduler}")]
    public static partial void TopologyAccepted(ILogger logger, long epoch, int nodes, K8sCache.Topology.SchedulerType scheduler);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "Topology from {Source} refused: {Problem}")]
    public static partial void TopologyRefused(ILogger logger, string source, string problem);

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "Node {Node} ({Address}) {What}: {Reason}; {Count} connections lost or refused so far")]
    public static partial void NodeLost(ILogger logger, string node, string address, string what, string reason, int count);

    [LoggerMessage(EventId = 5, Level = LogLevel.Information, Message = "Node {Node} ({Address}) is back")]
    public static partial void NodeBack(ILogger logger, string node, string address);

    [LoggerMessage(EventId = 6, Level = LogLevel.Warning, Message = "Node {Node} ({Address}) is given up: it owes replies and was silent for {Milliseconds} ms")]
    public static partial void NodeStalled(ILogger logger, string node, string address, double milliseconds);

    [LoggerMessage(EventId = 7, Level = LogLevel.Information, Message = "Draining: {Clients} clients connected")]
    public static partial void Draining(ILogger logger, int clients);

    [LoggerMessage(EventId = 9, Level = LogLevel.Debug, Message = "A client connection ended")]
    public static partial void ClientLost(ILogger logger, Exception error);

    [LoggerMessage(EventId = 10, Level = LogLevel.Warning, Message = "Cannot read {File}")]
    public static partial void FileUnreadable(ILogger logger, string file, Exception error);
}
