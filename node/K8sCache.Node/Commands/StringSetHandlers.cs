using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>Strings: the older ways to write them, each a case of SET.</summary>
internal static class StringSetHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.SetNx] = SetIfAbsent,
        [CommandId.SetEx] = (ClientSession session, in RespRequest request) =>
            SetWithExpiry(session, request, ExpiryUnit.Seconds, "setex"),
        [CommandId.PSetEx] = (ClientSession session, in RespRequest request) =>
            SetWithExpiry(session, request, ExpiryUnit.Milliseconds, "psetex"),
        [CommandId.GetSet] = GetAndSet,
        [CommandId.MSetNx] = SetManyIfAbsent,
    };

    private static void SetIfAbsent(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        var status = session.Engine.Set(request[1], request[2], new SetOptions { Condition = SetCondition.IfAbsent });
        if (ErrorTexts.TryWrite(reply, status))
            return;
        if (status == EngineStatus.Ok)
            session.Wrote(request[1]);
        reply.WriteInteger(status == EngineStatus.Ok ? 1 : 0);
    }

    private static void SetWithExpiry(ClientSession session, in RespRequest request, ExpiryUnit unit, string command)
    {
        var reply = session.Reply;
        if (!ExpiryArgument.TryParse(request[2], unit, session.NowMs, command, reply, out var expiresAtMs))
            return;
        var status = session.Engine.Set(request[1], request[3], new SetOptions { ExpiresAtMs = expiresAtMs });
        if (ErrorTexts.TryWrite(reply, status))
            return;
        session.Wrote(request[1]);
        reply.WriteOk();
    }

    private static void GetAndSet(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        var old = new OldValueReply(reply);
        var status = session.Engine.Set(request[1], request[2], new SetOptions { VisitOld = true }, ref old);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        session.Wrote(request[1]);
        session.CountRead(old.IsWritten ? EngineStatus.Ok : EngineStatus.Missing);
        if (!old.IsWritten)
            reply.WriteNull();
    }

    /// <summary>Runs isolated, so nothing comes between the look and the writes.</summary>
    private static void SetManyIfAbsent(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (request.Count % 2 == 0)
        {
            ErrorTexts.WriteWrongArity(reply, "msetnx");
            return;
        }

        for (var i = 1; i < request.Count; i += 2)
        {
            if (session.Engine.KindOf(request[i]) == EntryKind.None)
                continue;
            reply.WriteInteger(0);
            return;
        }

        for (var i = 1; i < request.Count; i += 2)
        {
            if (ErrorTexts.TryWrite(reply, session.Engine.Set(request[i], request[i + 1])))
                return;
            session.Wrote(request[i]);
        }

        reply.WriteInteger(1);
    }
}
