using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Serving;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>Values that go to another key, out of the server, and back in.</summary>
internal static class KeyMoveHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.Copy] = Copy,
        [CommandId.Rename] = Rename,
        [CommandId.RenameNx] = RenameIfAbsent,
        [CommandId.Dump] = Dump,
        [CommandId.Restore] = Restore,
    };

    private static void Copy(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (!TryParseCopy(request, reply, out var replace))
            return;
        if (request[1].SequenceEqual(request[2]))
        {
            reply.WriteError(KeyErrors.SameObject);
            return;
        }

        var status = session.Engine.Copy(request[1], request[2], replace);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        if (status == EngineStatus.Ok)
            session.Wrote(request[2]);
        reply.WriteInteger(status == EngineStatus.Ok ? 1 : 0);
    }

    private static bool TryParseCopy(in RespRequest request, RespWriter reply, out bool replace)
    {
        replace = false;
        for (var i = 3; i < request.Count; i++)
        {
            if (request[i].Is("REPLACE"u8))
            {
                replace = true;
            }
            else if (request[i].Is("DB"u8) && i + 1 < request.Count)
            {
                i++;
                if (!RespNumber.TryParse(request[i], out var database) || database is < int.MinValue or > int.MaxValue)
                    reply.WriteError(RedisErrors.NotAnInteger);
                else if (database is < 0 or >= RedisFacts.Databases)
                    reply.WriteError(RedisErrors.DatabaseOutOfRange);
                else
                    continue;
                return false;
            }
            else
            {
                reply.WriteError(RedisErrors.Syntax);
                return false;
            }
        }

        return true;
    }

    private static void Rename(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (IsOnItself(session, request, out var exists))
        {
            if (exists)
                reply.WriteOk();
            return;
        }

        var status = session.Engine.Rename(request[1], request[2], replace: true);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        session.Wrote(request[1]);
        session.Wrote(request[2]);
        reply.WriteOk();
    }

    private static void RenameIfAbsent(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (IsOnItself(session, request, out var exists))
        {
            if (exists)
                reply.WriteInteger(0);
            return;
        }

        var status = session.Engine.Rename(request[1], request[2], replace: false);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        if (status == EngineStatus.Ok)
        {
            session.Wrote(request[1]);
            session.Wrote(request[2]);
        }

        reply.WriteInteger(status == EngineStatus.Ok ? 1 : 0);
    }

    /// <summary>True when there is nothing to do: no such key, which was answered, or both names are the same.</summary>
    private static bool IsOnItself(ClientSession session, in RespRequest request, out bool exists)
    {
        exists = session.Engine.KindOf(request[1]) != EntryKind.None;
        if (!exists)
            session.Reply.WriteError(KeyErrors.NoSuchKey);
        return !exists || request[1].SequenceEqual(request[2]);
    }

    private static void Dump(ClientSession session, in RespRequest request)
    {
        var status = session.Engine.Dump(request[1], out var dump);
        session.CountRead(status);
        if (status == EngineStatus.Ok)
            session.Reply.WriteBulkString(dump);
        else
            session.Reply.WriteNull();
    }

    private static void Restore(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (!RestoreArguments.TryParse(request, reply, out var replace, out var absolute))
            return;
        if (!replace && session.Engine.KindOf(request[1]) != EntryKind.None)
        {
            reply.WriteError(KeyErrors.BusyKey);
            return;
        }

        if (!RestoreArguments.TryExpiry(request[2], absolute, session.NowMs, reply, out var expiresAtMs))
            return;
        if (!CacheEngine.IsDump(request[3]))
        {
            reply.WriteError(KeyErrors.BadDump);
            return;
        }

        var status = session.Engine.Restore(request[1], request[3], expiresAtMs, replace);
        if (status == EngineStatus.Malformed)
            reply.WriteError(KeyErrors.BadDataFormat);
        else if (!ErrorTexts.TryWrite(reply, status))
        {
            if (status == EngineStatus.Ok)
                session.Wrote(request[1]);
            reply.WriteOk();
        }
    }
}
