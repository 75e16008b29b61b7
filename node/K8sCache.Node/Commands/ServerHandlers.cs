using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Serving.Info;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>The server and all its keys.</summary>
internal static class ServerHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.DbSize] = Size,
        [CommandId.FlushAll] = Flush,
        [CommandId.FlushDb] = Flush,
        [CommandId.Info] = (ClientSession session, in RespRequest request) =>
            InfoReply.Write(request, InfoSections.Of(session.Node), session.Reply, InfoSections.OnRequest),
    };

    private static void Size(ClientSession session, in RespRequest request)
    {
        // In a cluster every entry is counted by one node only: its primary.
        var count = session.View is { } view ? session.Engine.CountIn(view.PrimarySlots) : session.Engine.Count;
        session.Reply.WriteInteger(count);
    }

    private static void Flush(ClientSession session, in RespRequest request)
    {
        var isValid = request.Count == 1 || (request.Count == 2 && (request[1].Is("ASYNC"u8) || request[1].Is("SYNC"u8)));
        if (!isValid)
        {
            session.Reply.WriteError(RedisErrors.Syntax);
            return;
        }

        if (session.View is { } view)
        {
            // Only what this node is primary of: the other nodes' entries are theirs to flush, and are sent the same.
            var clock = session.Engine.FlushClock();
            session.Engine.FlushSlots(view.PrimarySlots, clock);
            session.Flushed(view, clock);
        }
        else
        {
            session.Engine.Clear();
        }

        session.Node.Changes.Flushed(session.Loop);
        session.Reply.WriteOk();
    }
}
