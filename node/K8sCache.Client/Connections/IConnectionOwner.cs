using K8sCache.Client.Calls;
using K8sCache.Resp;

namespace K8sCache.Client.Connections;

/// <summary>What becomes of a connection's calls. Told by the connection's own receiving task or a sweep.</summary>
internal interface IConnectionOwner
{
    void OnReply(PendingCall call, ReadOnlySpan<byte> reply, long now);

    /// <param name="call">A call that was not answered.</param>
    /// <param name="wasSent">Whether bytes of it may have reached the node.</param>
    /// <param name="reason">Why the connection ended.</param>
    void OnBroken(PendingCall call, bool wasSent, Exception reason);

    void OnTimeout(PendingCall call);

    void OnReport(NodeLink node, LoadReport report, long now);

    /// <summary>A connection to the node is greeted and serves.</summary>
    void OnUp(NodeLink node);

    /// <summary>A connection to the node ended, or could not be made.</summary>
    void OnDown(NodeLink node);
}
