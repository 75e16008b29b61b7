using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Serving.Connections;

namespace K8sCache.Node.Commands;

/// <summary>What concerns the connection itself.</summary>
internal static class ConnectionHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.Ping] = (ClientSession session, in RespRequest request) => ConnectionReplies.Ping(request, session.Reply),
        [CommandId.Echo] = (ClientSession session, in RespRequest request) => session.Reply.WriteBulkString(request[1]),
        [CommandId.Hello] = (ClientSession session, in RespRequest request) => HelloReply.Write(session, request, session.Reply),
        [CommandId.Auth] = (ClientSession session, in RespRequest request) => ConnectionReplies.Authenticate(session, request, session.Reply),
        [CommandId.Select] = Select,
        [CommandId.Quit] = Quit,
        [CommandId.Reset] = Reset,
    };

    private static void Select(ClientSession session, in RespRequest request)
    {
        if (session.IsCluster && RespNumber.TryParse(request[1], out var index) && index is not 0 and >= int.MinValue and <= int.MaxValue)
            session.Reply.WriteError(ErrorTexts.SelectInCluster);
        else
            ConnectionReplies.Select(request, session.Reply);
    }

    private static void Quit(ClientSession session, in RespRequest request)
    {
        session.Reply.WriteOk();
        session.CloseWhenAnswered();
    }

    private static void Reset(ClientSession session, in RespRequest request)
    {
        session.Reset();
        session.Reply.WriteSimpleString("RESET"u8);
    }
}
