using System.Globalization;
using K8sCache.Resp;
using K8sCache.Router.Routing;

namespace K8sCache.Router.Joining;

/// <summary>SCAN over all nodes: each step asks one node, and the cursor says which and where.</summary>
internal static class ClusterScan
{
    private const int CursorArgument = 1;

    public static void Start(RouterLoop loop, PendingRequest whole, in RespRequest request)
    {
        var nodes = loop.Nodes;
        if (!ulong.TryParse(request[CursorArgument], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            loop.Dispatcher.Fail(whole, Observing.RouterError.Request, RedisErrors.InvalidCursor);
            return;
        }

        if (nodes.Length == 0)
        {
            loop.Dispatcher.Fail(whole, Observing.RouterError.NoNode, NodeChoice.WhyNone(loop, whole));
            return;
        }

        // Fewer nodes than when the walk began: their slots were walked, or will be, elsewhere.
        var cursor = ScanCursor.Of(number);
        if (cursor.Node >= nodes.Length)
            cursor = new ScanCursor(nodes.Length - 1, 0);
        whole.IsSplit = true;
        var part = PartRequest.Of(loop, whole, new ScanJoin(loop, whole, cursor.Node, nodes.Length), 0);
        part.Target = nodes[cursor.Node];
        part.IsPinned = true;
        var writer = new RespWriter(part.Wire, RespVersion.Resp2);
        writer.WriteArrayHeader(request.Count);
        for (var index = 0; index < request.Count; index++)
        {
            if (index == CursorArgument)
                writer.WriteBulkString(cursor.Inner.ToString(CultureInfo.InvariantCulture));
            else
                writer.WriteBulkString(request[index]);
        }

        loop.Dispatcher.Dispatch(part);
    }
}
