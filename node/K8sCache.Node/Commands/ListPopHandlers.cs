using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>Lists: taking elements from an end, and moving them to another list.</summary>
internal static class ListPopHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.LPop] = (ClientSession session, in RespRequest request) => Pop(session, request, "lpop", atFront: true),
        [CommandId.RPop] = (ClientSession session, in RespRequest request) => Pop(session, request, "rpop", atFront: false),
        [CommandId.LMPop] = PopFromFirst,
        [CommandId.LMove] = Move,
        [CommandId.RPopLPush] = (ClientSession session, in RespRequest request) =>
            Move(session, request, fromFront: false, toFront: true),
    };

    private static void Pop(ClientSession session, in RespRequest request, string command, bool atFront)
    {
        var reply = session.Reply;
        if (request.Count > 3)
        {
            ErrorTexts.WriteWrongArity(reply, command);
            return;
        }

        long count = 1;
        var hasCount = request.Count == 3;
        if (hasCount && !NumberArguments.TryParsePositive(reply, request[2], out count))
            return;
        var elements = new ListElementsReply(reply, isArray: hasCount);
        var status = session.Engine.ListTake(request[1], count, atFront, ref elements);
        if (status == EngineStatus.Ok)
            session.Wrote(request[1]);
        else if (status != EngineStatus.Missing)
            ErrorTexts.TryWrite(reply, status);
        else if (hasCount)
            reply.WriteNullArray();
        else
            reply.WriteNull();
    }

    private static void PopFromFirst(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (!MultiPopArguments.TryParse(request, reply, "LEFT"u8, "RIGHT"u8, out var arguments))
            return;
        for (var key = 2; key < arguments.KeyCount + 2; key++)
        {
            var elements = new ListElementsReply(reply, isArray: true, request[key]) { HasKey = true };
            var status = session.Engine.ListTake(request[key], arguments.Count, atFront: !arguments.IsLast, ref elements);
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

    private static void Move(ClientSession session, in RespRequest request)
    {
        if (TryParseEnd(request[3], out var fromFront) && TryParseEnd(request[4], out var toFront))
            Move(session, request, fromFront, toFront);
        else
            session.Reply.WriteError(RedisErrors.Syntax);
    }

    private static bool TryParseEnd(ReadOnlySpan<byte> word, out bool isFront)
    {
        isFront = word.Is("LEFT"u8);
        return isFront || word.Is("RIGHT"u8);
    }

    private static void Move(ClientSession session, in RespRequest request, bool fromFront, bool toFront)
    {
        var reply = session.Reply;
        var engine = session.Engine;
        var source = request[1];
        var target = request[2];
        var taken = new TakenElement();
        var end = fromFront ? 0 : -1;
        var status = engine.ListRead(source, end, end, ref taken);
        if (status == EngineStatus.Missing)
        {
            reply.WriteNull();
            return;
        }

        // Pushed first: where that is refused, nothing is lost; and a list moved within itself is never empty.
        if (status == EngineStatus.Ok)
            status = engine.ListPush(target, taken, toFront, onlyExisting: false, out _);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        var gone = new TakenElement();
        var isTaken = engine.ListTake(source, 1, fromFront, ref gone) == EngineStatus.Ok;
        session.Wrote(target);
        if (isTaken && !source.SequenceEqual(target))
            session.Wrote(source);
        reply.WriteBulkString(taken.Field(0));
    }
}
