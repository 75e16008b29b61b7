using System.Text;
using K8sCache.Resp;
using K8sCache.Router.Routing;
using K8sCache.Topology;

namespace K8sCache.Router.Joining;

/// <summary>
/// INFO: what the router knows of itself, and the nodes' memory, keys and hits added up. Nodes are asked for it; one
/// that does not answer soon is left out, for INFO is asked most when something is wrong.
/// </summary>
internal static class ClusterInfo
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private static readonly string[] SectionsOfNodes = ["memory", "stats", "keyspace", "all", "default", "everything"];

    /// <summary>Whether a section is wanted that only the nodes can fill.</summary>
    public static bool AsksNodes(in RespRequest request)
    {
        for (var index = 1; index < request.Count; index++)
        {
            foreach (var section in SectionsOfNodes)
            {
                if (Ascii.EqualsIgnoreCase(request[index], Encoding.ASCII.GetBytes(section)))
                    return true;
            }
        }

        return request.Count == 1;
    }

    public static void Start(RouterLoop loop, PendingRequest whole)
    {
        var targets = loop.Nodes
            .Where((_, index) => loop.Topology!.Snapshot.Slots.Nodes[index].State != NodeState.Down).ToList();
        whole.IsSplit = true;
        var join = new InfoJoin(loop, whole, targets.Count);
        if (targets.Count == 0)
        {
            join.FinishEmpty();
            return;
        }

        for (var index = 0; index < targets.Count; index++)
        {
            Send(loop, whole, join, targets[index], index, RespLiterals.InfoRequest);
            Send(loop, whole, join, targets[index], targets.Count + index, RespLiterals.DbSizeRequest);
        }
    }

    private static void Send(RouterLoop loop, PendingRequest whole, InfoJoin join, NodeLink target, int index, ReadOnlySpan<byte> wire)
    {
        var part = PartRequest.Of(loop, whole, join, index);
        part.Deadline = Math.Min(part.Deadline, loop.Now + loop.Ticks(Patience));
        part.Target = target;
        part.IsPinned = true;
        part.Wire.Append(wire);
        loop.Dispatcher.Dispatch(part);
    }
}
