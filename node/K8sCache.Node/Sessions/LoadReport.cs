using K8sCache.Node.Serving;
using K8sCache.Resp;

namespace K8sCache.Node.Sessions;

/// <summary>
/// The push a router gets with its replies: requests in flight here, and the smoothed service time in nanoseconds.
/// A push in RESP2 too: both ends are ours.
/// </summary>
internal static class LoadReport
{
    private static ReadOnlySpan<byte> Name => "load"u8;

    public static void Write(RespWriter writer, NodeContext node)
    {
        writer.WritePushHeader(3);
        writer.WriteBulkString(Name);
        writer.WriteInteger(node.InFlight);
        writer.WriteInteger((long)node.ServiceTimeNanoseconds);
    }
}
