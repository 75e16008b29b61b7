using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Serving.Connections;
using K8sCache.Serving.Families;

namespace K8sCache.Node.Commands;

/// <summary>What concerns connections and the server, not its entries; but for the two that are called most, as every server of ours answers it.</summary>
internal static class ConnectionHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.Ping] = (ClientSession session, in RespRequest request) => ConnectionReplies.Ping(request, session.Reply),
        [CommandId.Echo] = (ClientSession session, in RespRequest request) => session.Reply.WriteBulkString(request[1]),
    };

    public static IEnumerable<KeyValuePair<CommandId, CommandHandler>> Shared { get; } = ServerCommands.All.Select(
        pair => KeyValuePair.Create<CommandId, CommandHandler>(
            pair.Key, (ClientSession session, in RespRequest request) => pair.Value(session, request, session.Reply)));
}
