using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>Strings: reading and writing whole values.</summary>
internal static class StringHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.Get] = Get,
        [CommandId.MGet] = GetMany,
        [CommandId.Set] = Set,
        [CommandId.MSet] = SetMany,
        [CommandId.Append] = Append,
        [CommandId.StrLen] = Length,
    };

    private static void Get(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        var visitor = new BulkReply(reply);
        var status = session.Engine.Get(request[1], ref visitor);
        session.CountRead(status);
        if (status == EngineStatus.Missing)
            reply.WriteNull();
        else
            ErrorTexts.TryWrite(reply, status);
    }

    private static void GetMany(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        reply.WriteArrayHeader(request.Count - 1);
        var visitor = new BulkReply(reply);
        Span<ulong> prefetched = stackalloc ulong[CacheEngine.PrefetchedKeys];
        for (var i = 1; i < request.Count; i++)
        {
            if ((i - 1) % CacheEngine.PrefetchedKeys == 0)
                Prefetch(session.Engine, request, i, prefetched);
            // A value of another kind is no error here: it just is no string.
            var status = session.Engine.Get(request[i], ref visitor);
            session.CountRead(status);
            if (status != EngineStatus.Ok)
                reply.WriteNull();
        }
    }

    /// <summary>Has the memory of all of the next keys fetched at once, instead of waiting for each.</summary>
    private static void Prefetch(CacheEngine engine, in RespRequest request, int first, Span<ulong> prefetched)
    {
        var count = Math.Min(prefetched.Length, request.Count - first);
        for (var i = 0; i < count; i++)
            prefetched[i] = engine.Prefetch(request[first + i]);
        for (var i = 0; i < count; i++)
            engine.PrefetchEntry(prefetched[i]);
    }

    private static void Set(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (!SetArguments.TryParse(request, reply, session.NowMs, out var options))
            return;
        if (!options.VisitOld)
        {
            var status = session.Engine.Set(request[1], request[2], options);
            if (status == EngineStatus.Ok)
            {
                session.Wrote(request[1]);
                reply.WriteOk();
            }
            else if (!ErrorTexts.TryWrite(reply, status))
            {
                reply.WriteNull();
            }

            return;
        }

        SetAndGet(session, request, options);
    }

    private static void SetAndGet(ClientSession session, in RespRequest request, in SetOptions options)
    {
        var reply = session.Reply;
        var old = new OldValueReply(reply);
        var status = session.Engine.Set(request[1], request[2], options, ref old);
        if (status == EngineStatus.Ok)
            session.Wrote(request[1]);
        if (old.IsWritten)
            session.CountRead(EngineStatus.Ok);
        else if (!ErrorTexts.TryWrite(reply, status))
            reply.WriteNull();
    }

    private static void SetMany(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        if (request.Count % 2 == 0)
        {
            ErrorTexts.WriteWrongArity(reply, "mset");
            return;
        }

        for (var i = 1; i < request.Count; i += 2)
        {
            var status = session.Engine.Set(request[i], request[i + 1]);
            if (ErrorTexts.TryWrite(reply, status))
                return;
            session.Wrote(request[i]);
        }

        reply.WriteOk();
    }

    private static void Append(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        var status = session.Engine.Append(request[1], request[2], out var length);
        if (ErrorTexts.TryWrite(reply, status))
            return;
        session.Wrote(request[1]);
        reply.WriteInteger(length);
    }

    private static void Length(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        var status = session.Engine.StringLength(request[1], out var length);
        session.CountRead(status);
        if (!ErrorTexts.TryWrite(reply, status))
            reply.WriteInteger(length);
    }
}
