using System.Globalization;
using K8sCache.Resp;
using K8sCache.Router.Observing;
using K8sCache.Router.Routing;
using K8sCache.Serving;

namespace K8sCache.Router.Joining;

/// <summary>SCAN over all primaries: each step asks one node, and the cursor says which and where.</summary>
internal static class ClusterScan
{
    private const int CursorIndex = 1;

    public static void Start(RouterLoop loop, PendingRequest whole, in RespRequest request)
    {
        if (!CursorArgument.TryParse(request[CursorIndex], out var number))
        {
            loop.Dispatcher.Fail(whole, RouterError.Request, RedisErrors.InvalidCursor);
            return;
        }

        if (loop.Topology is not { } topology)
        {
            loop.Dispatcher.Fail(whole, RouterError.NoNode, NodeChoice.WhyNone(loop, whole));
            return;
        }

        // Where primaries have moved since the walk began, keys may have gone from nodes ahead to nodes behind it: it
        // begins again, and says some keys twice, as SCAN may.
        var tag = ScanCursor.TagOf(topology.PrimariesHash);
        var cursor = ScanCursor.Of(number);
        if (cursor.Tag != tag || cursor.Place >= topology.Primaries.Count)
            cursor = new ScanCursor(0, tag, 0);
        whole.IsSplit = true;
        var part = PartRequest.Of(loop, whole, new ScanJoin(loop, whole, cursor, topology.Primaries.Count), 0);
        part.Target = loop.Nodes[topology.Snapshot.Slots.IndexOf(topology.Primaries[cursor.Place])];
        part.IsPinned = true;
        var writer = new RespWriter(part.Wire, RespVersion.Resp2);
        writer.WriteArrayHeader(request.Count);
        for (var index = 0; index < request.Count; index++)
        {
            if (index == CursorIndex)
                writer.WriteBulkString(cursor.Inner.ToString(CultureInfo.InvariantCulture));
            else
                writer.WriteBulkString(request[index]);
        }

        loop.Dispatcher.Dispatch(part);
    }
}
