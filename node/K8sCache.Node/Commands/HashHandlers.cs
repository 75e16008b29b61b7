using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Resp.Commands;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>Hashes: fields and their values.</summary>
internal static class HashHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.HSet] = Set,
        [CommandId.HGet] = Get,
        [CommandId.HMGet] = GetMany,
        [CommandId.HGetAll] = GetAll,
        [CommandId.HDel] = Delete,
        [CommandId.HExists] = Exists,
        [CommandId.HLen] = Length,
    };

    private static void Set(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (request.Count % 2 != 0)
        {
            ErrorTexts.WriteWrongArity(reply, "hset");
            return;
        }

        var status = session.Engine.HashSet(request[1], new RequestFields(request, step: 2), out var added);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        session.Wrote(request[1]);
        reply.WriteInteger(added);
    }

    private static void Get(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        var lookup = new FieldLookupReply(reply, FieldLookupReply.NoHeader);
        var status = session.Engine.HashGet(request[1], new RequestFields(request, step: 1), ref lookup);
        session.CountRead(status);
        ErrorTexts.TryWrite(reply, status);
    }

    private static void GetMany(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        var lookup = new FieldLookupReply(reply, request.Count - 2);
        var status = session.Engine.HashGet(request[1], new RequestFields(request, step: 1), ref lookup);
        session.CountRead(status);
        ErrorTexts.TryWrite(reply, status);
    }

    private static void GetAll(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        var map = new FieldMapReply(reply);
        var status = session.Engine.HashGetAll(request[1], ref map);
        session.CountRead(status);
        if (status == EngineStatus.Missing)
            reply.WriteMapHeader(0);
        else
            ErrorTexts.TryWrite(reply, status);
    }

    private static void Delete(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        var status = session.Engine.HashDelete(request[1], new RequestFields(request, step: 1), out var removed);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        if (removed > 0)
            session.Wrote(request[1]);
        reply.WriteInteger(removed);
    }

    private static void Exists(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        var presence = default(FieldPresence);
        var status = session.Engine.HashGet(request[1], new RequestFields(request, step: 1), ref presence);
        session.CountRead(status);
        if (!ErrorTexts.TryWrite(reply, status))
            reply.WriteInteger(presence.IsFound ? 1 : 0);
    }

    private static void Length(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        var status = session.Engine.HashLength(request[1], out var fieldCount);
        session.CountRead(status);
        if (!ErrorTexts.TryWrite(reply, status))
            reply.WriteInteger(fieldCount);
    }
}
