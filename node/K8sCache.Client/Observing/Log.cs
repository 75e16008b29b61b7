using Microsoft.Extensions.Logging;

namespace K8sCache.Client.Observing;

/// <summary>What the client says; the method names are event names.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Node {Node} ({Address}) is {What}: {Reason}")]
    public static partial void NodeLost(ILogger logger, string node, string address, string what, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Topology of epoch {Epoch} taken from {Node}")]
    public static partial void TopologyTaken(ILogger logger, long epoch, string node);

    [LoggerMessage(Level = LogLevel.Error, Message = "Topology from {Node} is refused: {Reason}")]
    public static partial void TopologyRefused(ILogger logger, string node, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No node of topology {Before} was in reach for long; the cache counts anew from epoch {After}")]
    public static partial void TopologyForgotten(ILogger logger, long before, long after);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Node} was asked for the topology in vain: {Reason}")]
    public static partial void TopologyNotAnswered(ILogger logger, string node, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Address} has no topology: it is used as it is")]
    public static partial void NoTopology(ILogger logger, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sliding expiration could not be renewed: {Reason}")]
    public static partial void NotRenewed(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Disposed with calls under way after {Milliseconds} ms")]
    public static partial void NotDrained(ILogger logger, double milliseconds);
}
