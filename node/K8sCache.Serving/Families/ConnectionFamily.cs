using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Serving.Connections;
using K8sCache.Serving.Sessions;

namespace K8sCache.Serving.Families;

/// <summary>What concerns the connection itself.</summary>
internal static class ConnectionFamily
{
    public static IReadOnlyDictionary<CommandId, ServerCommand> All { get; } = new Dictionary<CommandId, ServerCommand>
    {
        [CommandId.Hello] = HelloReply.Write,
        [CommandId.Auth] = ConnectionReplies.Authenticate,
        [CommandId.Select] = ConnectionReplies.Select,
        [CommandId.Quit] = Quit,
        [CommandId.Reset] = Reset,
    };

    private static void Quit(IServerSession session, in RespRequest request, RespWriter reply)
    {
        reply.WriteOk();
        session.Leave();
    }

    private static void Reset(IServerSession session, in RespRequest request, RespWriter reply)
    {
        session.Reset();
        session.WantReplies(reply).WriteSimpleString("RESET"u8);
    }
}
