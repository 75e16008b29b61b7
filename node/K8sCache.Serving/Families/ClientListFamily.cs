using System.Text;
using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Serving.Clients;
using K8sCache.Serving.Sessions;

namespace K8sCache.Serving.Families;

/// <summary>CLIENT LIST, INFO and KILL: connections of all loops, looked up by what they are.</summary>
internal static class ClientListFamily
{
    public static IReadOnlyDictionary<CommandId, ServerCommand> All { get; } = new Dictionary<CommandId, ServerCommand>
    {
        [CommandId.ClientInfo] = (session, in _, reply) => Write([session], session.Server, reply),
        [CommandId.ClientList] = List,
        [CommandId.ClientKill] = Kill,
    };

    private static void Write(IEnumerable<IServerSession> clients, IServer server, RespWriter reply)
    {
        var lines = new StringBuilder();
        foreach (var client in clients)
            lines.Append(client.Identity.Describe(server.Time, (int)client.Version, client.Facts)).Append('\n');
        reply.WriteVerbatimString("txt"u8, Encoding.Latin1.GetBytes(lines.ToString()));
    }

    private static void List(IServerSession session, in RespRequest request, RespWriter reply)
    {
        if (ClientFilter.ParseList(request, reply) is { } filter)
            Write(session.Server.Sessions.Where(client => filter.Matches(client, client.IsPeer)), session.Server, reply);
    }

    private static void Kill(IServerSession session, in RespRequest request, RespWriter reply)
    {
        if (ClientFilter.ParseKill(request, reply) is not { } filter)
            return;
        var found = session.Server.Sessions
            .Where(client => filter.Matches(client, client.IsPeer) && !(filter.SkipsCaller && client == session)).ToList();
        foreach (var client in found.Where(client => client != session))
            client.KickLater(ClosingReason.Killed);
        filter.WriteKilled(found.Count, reply);
        if (found.Contains(session))
            session.Leave();
    }
}
