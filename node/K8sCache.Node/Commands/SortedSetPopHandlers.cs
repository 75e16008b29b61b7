using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Storage;
using K8sCache.Storage.SortedSets;

namespace K8sCache.Node.Commands;

/// <summary>Sorted sets: taking elements from an end.</summary>
internal static class SortedSetPopHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.ZPopMin] = (ClientSession session, in RespRequest request) => Pop(session, request, fromHighest: false),
        [CommandId.ZPopMax] = (ClientSession session, in RespRequest request) => Pop(session, request, fromHighest: true),
        [CommandId.ZMPop] = PopFromFirst,
    };

    private static void Pop(ClientSession session, in RespRequest request, bool fromHighest)
    {
        var reply = session.Reply;
        if (request.Count > 3)
        {
            reply.WriteError(RedisErrors.Syntax);
            return;
        }

        long count = 1;
        var hasCount = request.Count == 3;
        if (hasCount && !NumberArguments.TryParsePositive(reply, request[2], out count))
            return;
        var elements = new ElementsReply(reply, hasCount ? ElementsReply.WithScores(reply) : ElementForm.Flat);
        var status = Take(session, request[1], count, fromHighest, elements);
        if (status == EngineStatus.Missing)
            reply.WriteArrayHeader(0);
    }

    private static void PopFromFirst(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (!MultiPopArguments.TryParse(request, reply, "MIN"u8, "MAX"u8, out var arguments))
            return;
        for (var key = 2; key < arguments.KeyCount + 2; key++)
        {
            var elements = new ElementsReply(reply, ElementForm.Pairs);
            var named = new NamedElementsReply(reply, request[key], elements);
            var range = SortedSetRange.ByRank(0, arguments.Count - 1, arguments.IsLast);
            var status = session.Engine.SortedSetTake(request[key], range, ref named, out _);
            if (status == EngineStatus.Missing)
                continue;
            if (status == EngineStatus.Ok)
                session.Wrote(request[key]);
            else
                ErrorTexts.TryWrite(reply, status);
            return;
        }

        reply.WriteNullArray();
    }

    private static EngineStatus Take(
        ClientSession session, ReadOnlySpan<byte> key, long count, bool fromHighest, ElementsReply elements)
    {
        // An empty range of ranks: it begins behind its end.
        var range = count == 0 ? SortedSetRange.ByRank(1, 0) : SortedSetRange.ByRank(0, count - 1, fromHighest);
        var status = session.Engine.SortedSetTake(key, range, ref elements, out _);
        if (status == EngineStatus.Ok)
            session.Wrote(key);
        ErrorTexts.TryWrite(session.Reply, status);
        return status;
    }
}
