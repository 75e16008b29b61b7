using K8sCache.Client.Calls;
using K8sCache.Client.Connections;

namespace K8sCache.Client.Routing;

/// <summary>The client's errors, in words that name the node and the command.</summary>
internal static class Errors
{
    public static K8sCacheException Refused(PendingCall call, NodeLink node, string text) =>
        new(CacheErrorKind.Server, $"{text} ({call.Verb.Name} at {Name(node)})", node.Name);

    public static K8sCacheException TimedOut(PendingCall call, NodeLink node, long milliseconds) =>
        new(CacheErrorKind.Timeout, $"{Name(node)} did not answer {call.Verb.Name} within {milliseconds} ms{Outcome(call.IsWrite)}",
            node.Name, mayHaveExecuted: call.IsWrite);

    public static K8sCacheException Lost(PendingCall call, NodeLink node, Exception reason, bool wasSent) =>
        new(CacheErrorKind.ConnectionLost, $"{Name(node)} was lost before it answered {call.Verb.Name}: {reason.Message}{Outcome(wasSent && call.IsWrite)}",
            node.Name, mayHaveExecuted: wasSent && call.IsWrite, reason);

    public static K8sCacheException TooBusy(PendingCall call, NodeLink node) =>
        new(CacheErrorKind.TooBusy, $"{Name(node)} has too many calls under way; {call.Verb.Name} was not sent", node.Name);

    public static K8sCacheException NoNode(PendingCall call, string why) =>
        new(CacheErrorKind.Unavailable, $"{call.Verb.Name} was not sent: {why}", node: null);

    private static string Name(NodeLink node) =>
        node.Name == node.Address ? node.Address : $"node '{node.Name}' ({node.Address})";

    private static string Outcome(bool isUnknown) => isUnknown ? "; the write may or may not have been executed" : "";
}
