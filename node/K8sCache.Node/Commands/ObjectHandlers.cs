using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Storage;
using K8sCache.Storage.Keys;

namespace K8sCache.Node.Commands;

/// <summary>OBJECT and MEMORY: what keys are beneath, as truthfully as this engine can say.</summary>
internal static class ObjectHandlers
{
    private const int MillisecondsPerSecond = 1000;

    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.Object] = (ClientSession session, in RespRequest request) =>
            ErrorTexts.WriteWrongArity(session.Reply, "object"),
        [CommandId.ObjectEncoding] = Encoding,
        [CommandId.ObjectFreq] = (ClientSession session, in RespRequest request) =>
            Tell(session, request, KeyErrors.FrequencyNotTracked, isTracked: IsEvicting(session), facts => facts.Uses),
        [CommandId.ObjectIdleTime] = (ClientSession session, in RespRequest request) =>
        {
            var nowMs = session.NowMs;
            Tell(
                session, request, KeyErrors.IdleTimeNotTracked, isTracked: !IsEvicting(session),
                facts => Math.Max(0, nowMs - facts.WrittenAtMs) / MillisecondsPerSecond);
        },
        [CommandId.ObjectRefCount] = (ClientSession session, in RespRequest request) =>
            Tell(session, request, [], isTracked: true, facts => 1),
        [CommandId.ObjectHelp] = HelpReply.Of(CommandId.Object),
        [CommandId.Memory] = (ClientSession session, in RespRequest request) =>
            ErrorTexts.WriteWrongArity(session.Reply, "memory"),
        [CommandId.MemoryUsage] = Usage,
        [CommandId.MemoryHelp] = HelpReply.Of(CommandId.Memory),
    };

    /// <summary>CONFIG GET calls our eviction LFU, the nearest of Redis's names; what OBJECT tells goes with that.</summary>
    private static bool IsEvicting(ClientSession session) => session.Engine.Eviction != EvictionMode.None;

    private static void Encoding(ClientSession session, in RespRequest request)
    {
        var status = session.Engine.GetEncoding(request[2], out var encoding);
        session.CountRead(status);
        if (status == EngineStatus.Missing)
            session.Reply.WriteNull();
        else
            session.Reply.WriteBulkString(encoding);
    }

    private static void Tell(
        ClientSession session, in RespRequest request, ReadOnlySpan<byte> error, bool isTracked, Func<EntryFacts, long> what)
    {
        var status = session.Engine.Describe(request[2], out var facts);
        session.CountRead(status);
        if (status == EngineStatus.Missing)
            session.Reply.WriteNull();
        else if (!isTracked)
            session.Reply.WriteError(error);
        else
            session.Reply.WriteInteger(what(facts));
    }

    private static void Usage(ClientSession session, in RespRequest request)
    {
        var reply = session.Reply;
        for (var i = 3; i < request.Count; i += 2)
        {
            if (!request[i].Is("SAMPLES"u8) || i + 1 >= request.Count)
            {
                reply.WriteError(RedisErrors.Syntax);
                return;
            }

            if (!RespNumber.TryParse(request[i + 1], out var samples))
            {
                reply.WriteError(RedisErrors.NotAnInteger);
                return;
            }

            if (samples < 0)
            {
                reply.WriteError(RedisErrors.Syntax);
                return;
            }
        }

        if (session.Engine.Describe(request[2], out var facts) == EngineStatus.Ok)
            reply.WriteInteger(facts.Bytes);
        else
            reply.WriteNull();
    }
}
