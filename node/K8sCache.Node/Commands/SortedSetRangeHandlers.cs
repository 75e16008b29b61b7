using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>Sorted sets: reading, counting, storing and removing ranges.</summary>
internal static class SortedSetRangeHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.ZRange] = Reads(null, null),
        [CommandId.ZRevRange] = Reads(RangeUnit.Rank, true),
        [CommandId.ZRangeByScore] = Reads(RangeUnit.Score, false),
        [CommandId.ZRevRangeByScore] = Reads(RangeUnit.Score, true),
        [CommandId.ZRangeByLex] = Reads(RangeUnit.Member, false),
        [CommandId.ZRevRangeByLex] = Reads(RangeUnit.Member, true),
        [CommandId.ZRangeStore] = Store,
        [CommandId.ZCount] = Counts(RangeUnit.Score),
        [CommandId.ZLexCount] = Counts(RangeUnit.Member),
        [CommandId.ZRemRangeByRank] = Removes(RangeUnit.Rank),
        [CommandId.ZRemRangeByScore] = Removes(RangeUnit.Score),
        [CommandId.ZRemRangeByLex] = Removes(RangeUnit.Member),
    };

    private static CommandHandler Reads(RangeUnit? unit, bool? isReverse) =>
        (ClientSession session, in RespRequest request) => Read(session, request, unit, isReverse);

    private static CommandHandler Counts(RangeUnit unit) =>
        (ClientSession session, in RespRequest request) => Count(session, request, unit);

    private static CommandHandler Removes(RangeUnit unit) =>
        (ClientSession session, in RespRequest request) => Remove(session, request, unit);

    private static void Read(ClientSession session, in RespRequest request, RangeUnit? unit, bool? isReverse)
    {
        var reply = session.Reply;
        if (!RangeArguments.TryParse(request, reply, at: 1, unit, isReverse, mayHaveScores: true, out var arguments))
            return;
        var elements = new ElementsReply(
            reply, arguments.WithScores ? ElementsReply.WithScores(reply) : ElementForm.Members);
        var status = session.Engine.SortedSetRead(request[1], arguments.Range, ref elements);
        session.CountRead(status);
        if (status == EngineStatus.Missing)
            reply.WriteArrayHeader(0);
        else
            ErrorTexts.TryWrite(reply, status);
    }

    private static void Store(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (!RangeArguments.TryParse(request, reply, at: 2, null, null, mayHaveScores: false, out var arguments))
            return;
        var taken = new TakenElements();
        var status = session.Engine.SortedSetRead(request[2], arguments.Range, ref taken);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        SortedSetAlgebraHandlers.Store(session, request[1], taken.Elements);
    }

    private static void Count(ClientSession session, in RespRequest request, RangeUnit unit)
    {
        var reply = session.Reply;
        if (!RangeArguments.TryParseRange(reply, unit, request[2], request[3], out var range))
            return;
        var status = session.Engine.SortedSetCount(request[1], range, out var count);
        session.CountRead(status);
        if (!ErrorTexts.TryWrite(reply, status))
            reply.WriteInteger(count);
    }

    private static void Remove(ClientSession session, in RespRequest request, RangeUnit unit)
    {
        var reply = session.Reply;
        if (!RangeArguments.TryParseRange(reply, unit, request[2], request[3], out var range))
            return;
        var nobody = default(NoElements);
        var status = session.Engine.SortedSetTake(request[1], range, ref nobody, out var removed);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        if (removed > 0)
            session.Wrote(request[1]);
        reply.WriteInteger(removed);
    }
}
