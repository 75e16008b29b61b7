using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Router.Routing;
using K8sCache.Topology;

namespace K8sCache.Router.Joining;

/// <summary>
/// Splits a request of several keys into one for each node chosen for their slots, sent in parallel. When a node turns
/// out not to serve all of its share, that part is split again, by slot, so that each can be redirected by itself.
/// </summary>
internal static class KeySplitter
{
    public static void Start(RouterLoop loop, PendingRequest whole, in RespRequest request) =>
        Split(loop, whole, request, bySlot: false);

    public static void SplitBySlot(RouterLoop loop, PendingRequest whole)
    {
        // Its bytes were parsed before or written by us.
        new RespRequestParser(RespLimits.Default).TryParse(whole.Wire.Span, out _, out var request);
        Split(loop, whole, request, bySlot: true);
    }

    private static void Split(RouterLoop loop, PendingRequest whole, in RespRequest request, bool bySlot)
    {
        var keys = whole.Command!.Keys;
        if (keys.Step > 1 && (request.Count - keys.First) % keys.Step != 0)
        {
            // MSET with a key that has no value: any node says so in the right words.
            whole.Slot = HashSlot.Of(request[keys.First]);
            loop.Dispatcher.Dispatch(whole);
            return;
        }

        var groups = Group(loop, whole, request, bySlot);
        if (groups.Count == 1)
        {
            whole.Slot = groups[0].Slot;
            whole.Target = groups[0].Node;
            whole.IsMultiSlot = groups[0].IsMultiSlot;
            loop.Dispatcher.Dispatch(whole);
            return;
        }

        whole.IsSplit = true;
        var join = JoinFor(loop, whole, groups, keys.CountIn(request.Count));
        for (var index = 0; index < groups.Count; index++)
        {
            var part = PartRequest.Of(loop, whole, join, index);
            part.Slot = groups[index].Slot;
            part.Target = groups[index].Node;
            part.IsMultiSlot = groups[index].IsMultiSlot;
            WritePart(part.Wire, request, keys, groups[index]);
            loop.Dispatcher.Dispatch(part);
        }
    }

    private static List<KeyGroup> Group(RouterLoop loop, PendingRequest whole, in RespRequest request, bool bySlot)
    {
        var keys = whole.Command!.Keys;
        var groups = new List<KeyGroup>();
        var groupOfSlot = new Dictionary<int, KeyGroup>();
        var groupOfNode = new Dictionary<NodeLink, KeyGroup>();
        var count = keys.CountIn(request.Count);
        for (var position = 0; position < count; position++)
        {
            var slot = HashSlot.Of(request[keys.First + (position * keys.Step)]);
            if (!groupOfSlot.TryGetValue(slot, out var group))
            {
                whole.Slot = slot;
                whole.Target = null;
                var node = NodeChoice.Of(loop, whole);
                if (bySlot || node is null || !groupOfNode.TryGetValue(node, out group))
                {
                    group = new KeyGroup(node, slot);
                    groups.Add(group);
                    if (!bySlot && node is not null)
                        groupOfNode.Add(node, group);
                }

                groupOfSlot.Add(slot, group);
            }

            group.Add(position, slot);
        }

        return groups;
    }

    private static JoinedReply JoinFor(RouterLoop loop, PendingRequest whole, List<KeyGroup> groups, int keyCount) => whole.Command!.Join switch
    {
        ReplyJoin.KeyOrder => new KeyOrderJoin(loop, whole, [.. groups.Select(group => group.Positions)], keyCount),
        ReplyJoin.Sum => new SumJoin(loop, whole, groups.Count),
        ReplyJoin.AllOk => new AllOkJoin(loop, whole, groups.Count),
        ReplyJoin.None or ReplyJoin.Concat or ReplyJoin.AnyOne => throw new InvalidOperationException($"{whole.Command.Name} has several keys and no way to join replies."),
    };

    private static void WritePart(RetainedBuffer wire, in RespRequest request, KeyPositions keys, KeyGroup group)
    {
        var writer = new RespWriter(wire, RespVersion.Resp2);
        writer.WriteArrayHeader(keys.First + (group.Positions.Count * keys.Step));
        for (var index = 0; index < keys.First; index++)
            writer.WriteBulkString(request[index]);
        foreach (var position in group.Positions)
        {
            // A key, and for MSET the value behind it.
            for (var index = 0; index < keys.Step; index++)
                writer.WriteBulkString(request[keys.First + (position * keys.Step) + index]);
        }
    }
}
