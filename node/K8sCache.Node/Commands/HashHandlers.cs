using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Storage;
using K8sCache.Storage.Hashes;
using K8sCache.Storage.Strings;

namespace K8sCache.Node.Commands;

/// <summary>Hashes: fields and their values.</summary>
internal static class HashHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.HSet] = Set,
        [CommandId.HMSet] = SetMany,
        [CommandId.HSetNx] = SetNew,
        [CommandId.HGet] = Get,
        [CommandId.HMGet] = GetMany,
        [CommandId.HGetAll] = GetAll,
        [CommandId.HKeys] = (ClientSession session, in RespRequest request) => GetPart(session, request[1], values: false),
        [CommandId.HVals] = (ClientSession session, in RespRequest request) => GetPart(session, request[1], values: true),
        [CommandId.HDel] = Delete,
        [CommandId.HExists] = Exists,
        [CommandId.HLen] = Length,
        [CommandId.HStrLen] = ValueLength,
        [CommandId.HIncrBy] = Increment,
        [CommandId.HIncrByFloat] = IncrementFloat,
    };

    private static void Set(ClientSession session, in RespRequest request)
    {
        if (TrySet(session, request, "hset", out var added))
            session.Reply.WriteInteger(added);
    }

    private static void SetMany(ClientSession session, in RespRequest request)
    {
        if (TrySet(session, request, "hmset", out _))
            session.Reply.WriteOk();
    }

    private static bool TrySet(ClientSession session, in RespRequest request, string command, out int added)
    {
        var reply = session.Reply;
        added = 0;
        if (request.Count % 2 != 0)
        {
            ErrorTexts.WriteWrongArity(reply, command);
            return false;
        }

        var status = session.Engine.HashSet(request[1], new RequestFields(request, step: 2), out added);
        if (ErrorTexts.TryWrite(reply, status))
            return false;
        session.Wrote(request[1]);
        return true;
    }

    private static void SetNew(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        var options = new HashWriteOptions { Condition = FieldCondition.NoneExists };
        var status = session.Engine.HashSet(request[1], new RequestFields(request, step: 2), options, out var added);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        if (status == EngineStatus.Ok)
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

    private static void GetPart(ClientSession session, ReadOnlySpan<byte> key, bool values)
    {
        var reply = session.Reply;
        var part = new FieldPartReply(reply, values);
        var status = session.Engine.HashGetAll(key, ref part);
        session.CountRead(status);
        if (status == EngineStatus.Missing)
            reply.WriteArrayHeader(0);
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
        var presence = default(FieldPresence);
        var status = session.Engine.HashGet(request[1], new RequestFields(request, step: 1), ref presence);
        session.CountRead(status);
        if (!ErrorTexts.TryWrite(session.Reply, status))
            session.Reply.WriteInteger(presence.IsFound ? 1 : 0);
    }

    private static void ValueLength(ClientSession session, in RespRequest request)
    {
        var presence = default(FieldPresence);
        var status = session.Engine.HashGet(request[1], new RequestFields(request, step: 1), ref presence);
        session.CountRead(status);
        if (!ErrorTexts.TryWrite(session.Reply, status))
            session.Reply.WriteInteger(presence.Length);
    }

    private static void Length(ClientSession session, in RespRequest request)
    {
        var status = session.Engine.HashLength(request[1], out var fieldCount);
        session.CountRead(status);
        if (!ErrorTexts.TryWrite(session.Reply, status))
            session.Reply.WriteInteger(fieldCount);
    }

    private static void Increment(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (!RespNumber.TryParse(request[3], out var delta))
        {
            reply.WriteError(RedisErrors.NotAnInteger);
            return;
        }

        var status = session.Engine.HashIncrement(request[1], request[2], delta, out var sum);
        if (status == EngineStatus.NotAnInteger)
        {
            reply.WriteError(HashErrors.NotAnInteger);
            return;
        }

        if (ErrorTexts.TryWrite(reply, status))
            return;
        session.Wrote(request[1]);
        reply.WriteInteger(sum);
    }

    private static void IncrementFloat(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (!LongDouble.TryParse(request[3], out var delta))
        {
            reply.WriteError(ErrorTexts.NotAFloat);
            return;
        }

        if (delta.IsInfinite)
        {
            reply.WriteError(HashErrors.NotFinite);
            return;
        }

        var status = session.Engine.HashIncrement(request[1], request[2], delta, out var sum);
        if (status == EngineStatus.NotAFloat)
        {
            reply.WriteError(HashErrors.NotAFloat);
            return;
        }

        if (ErrorTexts.TryWrite(reply, status))
            return;
        session.Wrote(request[1]);
        reply.WriteBulkString(sum);
    }
}
