using Microsoft.Extensions.Logging;

namespace K8sCache.Node;

/// <summary>Everything a node logs. Event ids are stable: people alert on them.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "{Name} (instance {Instance}) serves on {EndPoint}, admin on {AdminEndPoint}")]
    public static partial void Started(ILogger log, string name, string instance, object endPoint, object adminEndPoint);

    [LoggerMessage(2, LogLevel.Information, "Draining: {Clients} clients are connected")]
    public static partial void Draining(ILogger log, int clients);

    [LoggerMessage(3, LogLevel.Information, "Stopped")]
    public static partial void Stopped(ILogger log);

    [LoggerMessage(4, LogLevel.Warning, "Entries of {Slots} slots end with this node: no other has them")]
    public static partial void NotHandedOver(ILogger log, int slots);

    [LoggerMessage(10, LogLevel.Information, "Topology {Epoch}: primary of {Primary} slots, copy of {Held}, filling {Filling}, loading {IsLoading}")]
    public static partial void TopologyApplied(ILogger log, long epoch, int primary, int held, int filling, bool isLoading);

    [LoggerMessage(11, LogLevel.Warning, "The topology in {Path} is not taken: {Problems}")]
    public static partial void TopologyRefused(ILogger log, string path, string problems);

    [LoggerMessage(12, LogLevel.Warning, "The topology in {Path} cannot be read: {Reason}")]
    public static partial void TopologyUnreadable(ILogger log, string path, string reason);

    [LoggerMessage(13, LogLevel.Error, "Cannot listen for other nodes on {EndPoint}: {Reason}")]
    public static partial void PeerPortFailed(ILogger log, object endPoint, string reason);

    [LoggerMessage(14, LogLevel.Information, "Dropped entries of slots that are no longer this node's")]
    public static partial void SlotsDropped(ILogger log);

    [LoggerMessage(17, LogLevel.Information, "Dropped entries of {Slots} slots to fill them anew: their primaries may have changed them unseen")]
    public static partial void CopiesOutdated(ILogger log, int slots);

    [LoggerMessage(15, LogLevel.Warning, "There is no topology file {Path}: waiting for it, or for one to be pushed")]
    public static partial void TopologyMissing(ILogger log, string path);

    [LoggerMessage(16, LogLevel.Warning, "Topology {Epoch} does not name this node, {Name}: it holds no slot. Its nodes are {Nodes}")]
    public static partial void NotInTopology(ILogger log, long epoch, string name, string nodes);

    [LoggerMessage(20, LogLevel.Warning, "The connection to {Peer} at {Address} broke with {Behind} writes not acknowledged: {Reason}")]
    public static partial void PeerLinkBroke(ILogger log, string peer, string address, int behind, string reason);

    [LoggerMessage(30, LogLevel.Information, "Filling {Slots} slots from {Source}")]
    public static partial void FillStarted(ILogger log, int slots, string source);

    [LoggerMessage(31, LogLevel.Information, "Filled {Slots} slots from {Source}: {Entries} entries")]
    public static partial void FillCompleted(ILogger log, int slots, string source, long entries);

    [LoggerMessage(32, LogLevel.Warning, "Filling from {Source} starts over: {Reason}")]
    public static partial void FillBroke(ILogger log, string source, string reason);
}
