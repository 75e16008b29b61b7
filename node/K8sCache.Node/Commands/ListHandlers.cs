using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>Lists: adding elements, reading them, changing them in their place.</summary>
internal static class ListHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.LPush] = Pushes(atFront: true, onlyExisting: false),
        [CommandId.RPush] = Pushes(atFront: false, onlyExisting: false),
        [CommandId.LPushX] = Pushes(atFront: true, onlyExisting: true),
        [CommandId.RPushX] = Pushes(atFront: false, onlyExisting: true),
        [CommandId.LRange] = Range,
        [CommandId.LLen] = Length,
        [CommandId.LIndex] = Index,
        [CommandId.LSet] = Set,
        [CommandId.LInsert] = Insert,
        [CommandId.LRem] = Remove,
        [CommandId.LTrim] = Trim,
        [CommandId.LPos] = Positions,
    };

    private static CommandHandler Pushes(bool atFront, bool onlyExisting) =>
        (ClientSession session, in RespRequest request) =>
        {
            var elements = new RequestFields(request, step: 1);
            var status = session.Engine.ListPush(request[1], elements, atFront, onlyExisting, out var length);
            if (ErrorTexts.TryWrite(session.Reply, status))
                return;
            if (status == EngineStatus.Ok)
                session.Wrote(request[1]);
            session.Reply.WriteInteger(length);
        };

    private static void Range(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (!NumberArguments.TryParse(reply, request[2], out var start) || !NumberArguments.TryParse(reply, request[3], out var stop))
            return;
        var elements = new ListElementsReply(reply, isArray: true);
        var status = session.Engine.ListRead(request[1], start, stop, ref elements);
        session.CountRead(status);
        if (status == EngineStatus.Missing)
            reply.WriteArrayHeader(0);
        else
            ErrorTexts.TryWrite(reply, status);
    }

    private static void Length(ClientSession session, in RespRequest request)
    {
        var status = session.Engine.ListLength(request[1], out var length);
        session.CountRead(status);
        if (!ErrorTexts.TryWrite(session.Reply, status))
            session.Reply.WriteInteger(length);
    }

    private static void Index(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        var isNumber = RespNumber.TryParse(request[2], out var index);
        var element = new IndexedElementReply(reply, isNumber);
        var status = session.Engine.ListRead(request[1], index, index, ref element);
        session.CountRead(status);
        if (status == EngineStatus.Missing)
            reply.WriteNull();
        else
            ErrorTexts.TryWrite(reply, status);
    }

    private static void Set(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (!RespNumber.TryParse(request[2], out var index))
        {
            WriteNotAnIndex(session, request[1]);
            return;
        }

        var status = session.Engine.ListSet(request[1], index, request[3]);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        if (status == EngineStatus.Ok)
        {
            session.Wrote(request[1]);
            reply.WriteOk();
        }
        else
        {
            reply.WriteError(status == EngineStatus.Missing ? ErrorTexts.NoSuchKey : ErrorTexts.IndexOutOfRange);
        }
    }

    /// <summary>Of a key that is not there or holds something else, that is said first.</summary>
    private static void WriteNotAnIndex(ClientSession session, ReadOnlySpan<byte> key)
    {
        var status = session.Engine.ListLength(key, out _);
        if (!ErrorTexts.TryWrite(session.Reply, status))
            session.Reply.WriteError(status == EngineStatus.Missing ? ErrorTexts.NoSuchKey : RedisErrors.NotAnInteger);
    }

    private static void Insert(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        var after = request[2].Is("AFTER"u8);
        if (!after && !request[2].Is("BEFORE"u8))
        {
            reply.WriteError(RedisErrors.Syntax);
            return;
        }

        var status = session.Engine.ListInsert(request[1], request[3], request[4], after, out var length);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        if (status == EngineStatus.Ok)
            session.Wrote(request[1]);
        reply.WriteInteger(status == EngineStatus.ConditionFailed ? -1 : length);
    }

    private static void Remove(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (!NumberArguments.TryParse(reply, request[2], out var count))
            return;
        var status = session.Engine.ListRemove(request[1], request[3], count, out var removed);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        if (removed > 0)
            session.Wrote(request[1]);
        reply.WriteInteger(removed);
    }

    private static void Trim(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (!NumberArguments.TryParse(reply, request[2], out var start) || !NumberArguments.TryParse(reply, request[3], out var stop))
            return;
        var status = session.Engine.ListTrim(request[1], start, stop);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        if (status == EngineStatus.Ok)
            session.Wrote(request[1]);
        reply.WriteOk();
    }

    private static void Positions(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (!PositionArguments.TryParse(request, reply, out var search, out var isMany))
            return;
        var found = new List<long>();
        var status = session.Engine.ListFind(request[1], request[2], search, found);
        session.CountRead(status);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        if (isMany)
            reply.WriteArrayHeader(found.Count);
        else if (found.Count == 0)
            reply.WriteNull();
        foreach (var position in found)
            reply.WriteInteger(position);
    }
}
