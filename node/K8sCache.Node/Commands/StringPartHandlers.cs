using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>Strings: parts of them, and reads that do something else besides.</summary>
internal static class StringPartHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.GetRange] = GetRange,
        [CommandId.SubStr] = GetRange,
        [CommandId.SetRange] = SetRange,
        [CommandId.GetDel] = GetAndDelete,
        [CommandId.GetEx] = GetAndExpire,
    };

    private static void GetRange(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (!RespNumber.TryParse(request[2], out var first) || !RespNumber.TryParse(request[3], out var last))
        {
            reply.WriteError(RedisErrors.NotAnInteger);
            return;
        }

        var range = new RangeReply(reply, first, last);
        var status = session.Engine.Read(request[1], ref range);
        session.CountRead(status);
        if (status == EngineStatus.Missing)
            reply.WriteBulkString(""u8);
        else
            ErrorTexts.TryWrite(reply, status);
    }

    private static void SetRange(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (!RespNumber.TryParse(request[2], out var offset))
        {
            reply.WriteError(RedisErrors.NotAnInteger);
            return;
        }

        if (offset < 0)
        {
            reply.WriteError(KeyErrors.OffsetOutOfRange);
            return;
        }

        var status = session.Engine.SetRange(request[1], offset, request[3], out var length);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        if (status == EngineStatus.Ok)
            session.Wrote(request[1]);
        reply.WriteInteger(length);
    }

    private static void GetAndDelete(ClientSession session, in RespRequest request)
    {
        var taken = new TakenReply(session.Reply);
        Answer(session, request[1], session.Engine.Update(request[1], ref taken));
    }

    private static void GetAndExpire(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (!TryParseExpiry(request, reply, out var unit, out var persist))
            return;
        var expiresAtMs = -1L;
        if (unit != ExpiryUnit.None)
        {
            // What is wrong with the key is said first.
            var kind = session.Engine.KindOf(request[1]);
            if (kind is not (EntryKind.None or EntryKind.String))
                reply.WriteError(ErrorTexts.WrongType);
            else if (kind == EntryKind.None)
                Answer(session, request[1], EngineStatus.Missing);
            else if (ExpiryArgument.TryParse(request[^1], unit, session.NowMs, "getex", reply, out expiresAtMs))
                Answer(session, request[1], Expire(session, request[1], expiresAtMs));
            return;
        }

        Answer(session, request[1], Expire(session, request[1], persist ? 0 : -1));
    }

    private static EngineStatus Expire(ClientSession session, ReadOnlySpan<byte> key, long expiresAtMs)
    {
        var expired = new ExpiredReply(session.Reply, expiresAtMs);
        return session.Engine.Update(key, ref expired);
    }

    private static bool TryParseExpiry(in RespRequest request, RespWriter reply, out ExpiryUnit unit, out bool persist)
    {
        unit = ExpiryUnit.None;
        persist = false;
        for (var i = 2; i < request.Count; i++)
        {
            var wanted = ExpiryArgument.UnitOf(request[i]);
            if (request[i].Is("PERSIST"u8) && unit == ExpiryUnit.None)
            {
                persist = true;
            }
            else if (wanted != ExpiryUnit.None && !persist && i + 1 < request.Count && (unit == ExpiryUnit.None || unit == wanted))
            {
                unit = wanted;
                i++;
            }
            else
            {
                reply.WriteError(RedisErrors.Syntax);
                return false;
            }
        }

        return true;
    }

    /// <summary>The value itself is written already; what is left is that there was none, or what was wrong.</summary>
    private static void Answer(ClientSession session, ReadOnlySpan<byte> key, EngineStatus status)
    {
        session.CountRead(status);
        if (status == EngineStatus.Ok)
            session.Wrote(key);
        else if (status == EngineStatus.Missing)
            session.Reply.WriteNull();
        else
            ErrorTexts.TryWrite(session.Reply, status);
    }
}
