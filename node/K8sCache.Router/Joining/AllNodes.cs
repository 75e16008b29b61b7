using K8sCache.Commands;
using K8sCache.Router.Observing;
using K8sCache.Router.Routing;
using K8sCache.Topology;

namespace K8sCache.Router.Joining;

/// <summary>
/// Sends a request as it is to every node that is not down, and to those that have slots nobody else has: DBSIZE, FLUSHALL, KEYS,
/// RANDOMKEY. What is out of reach is not done: the reply is then an error that names the node.
/// </summary>
internal static class AllNodes
{
    public static void Start(RouterLoop loop, PendingRequest whole)
    {
        // A node that is down and no slot's primary comes back as an empty copy that is filled: nothing to ask or flush there.
        var targets = loop.Nodes.Where((node, index) =>
            loop.Topology!.Snapshot.Slots.Nodes[index].State != NodeState.Down || loop.Topology.PrimarySlotsOf(node.Name) > 0).ToList();
        if (targets.Count == 0)
        {
            loop.Dispatcher.Fail(whole, RouterError.NoNode, NodeChoice.WhyNone(loop, whole));
            return;
        }

        whole.IsSplit = true;
        var join = JoinFor(loop, whole, targets);
        for (var index = 0; index < targets.Count; index++)
        {
            var part = PartRequest.Of(loop, whole, join, index);
            part.Target = targets[index];
            part.IsPinned = true;
            part.Wire.Append(whole.Wire.Span);
            loop.Dispatcher.Dispatch(part);
        }
    }

    private static JoinedReply JoinFor(RouterLoop loop, PendingRequest whole, List<NodeLink> targets) => whole.Command!.Join switch
    {
        ReplyJoin.Sum => new SumJoin(loop, whole, targets.Count),
        ReplyJoin.AllOk => new AllOkJoin(loop, whole, targets.Count),
        ReplyJoin.Concat => new ConcatenationJoin(loop, whole, targets.Count),
        ReplyJoin.AnyOne => new AnyOneJoin(loop, whole, [.. targets.Select(node => loop.Topology!.PrimarySlotsOf(node.Name))]),
        ReplyJoin.None or ReplyJoin.KeyOrder =>
            throw new InvalidOperationException($"{whole.Command.Name} goes to all nodes and has no way to join replies."),
    };
}
