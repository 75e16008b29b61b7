using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>Strings that estimate how many different elements they were given.</summary>
internal static class HyperLogLogHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.PfAdd] = Add,
        [CommandId.PfCount] = Count,
        [CommandId.PfMerge] = Merge,
    };

    private static void Add(ClientSession session, in RespRequest request)
    {
        var status = session.Engine.AddElements(request[1], new RequestKeys(request, 2));
        if (TryWriteError(session, status))
            return;
        if (status == EngineStatus.Ok)
            session.Wrote(request[1]);
        session.Reply.WriteInteger(status == EngineStatus.Ok ? 1 : 0);
    }

    private static void Count(ClientSession session, in RespRequest request)
    {
        var status = session.Engine.CountElements(new RequestKeys(request, 1), out var count);
        session.CountRead(status);
        if (!TryWriteError(session, status))
            session.Reply.WriteInteger((long)count);
    }

    private static void Merge(ClientSession session, in RespRequest request)
    {
        var status = session.Engine.MergeElements(new RequestKeys(request, 1));
        if (TryWriteError(session, status))
            return;
        session.Wrote(request[1]);
        session.Reply.WriteOk();
    }

    private static bool TryWriteError(ClientSession session, EngineStatus status)
    {
        if (status == EngineStatus.NotHyperLogLog)
            session.Reply.WriteError(KeyErrors.NotHyperLogLog);
        else if (status == EngineStatus.Malformed)
            session.Reply.WriteError(KeyErrors.CorruptedHyperLogLog);
        else
            return ErrorTexts.TryWrite(session.Reply, status);
        return true;
    }
}
