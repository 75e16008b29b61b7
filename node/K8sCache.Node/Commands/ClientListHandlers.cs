using System.Text;
using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Serving.Clients;

namespace K8sCache.Node.Commands;

/// <summary>CLIENT LIST, INFO and KILL: connections looked up by what they are.</summary>
internal static class ClientListHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.ClientInfo] = (ClientSession session, in RespRequest request) => Write(session, [session]),
        [CommandId.ClientList] = List,
        [CommandId.ClientKill] = Kill,
    };

    private static void Write(ClientSession session, IEnumerable<ClientSession> clients)
    {
        var lines = new StringBuilder();
        foreach (var client in clients)
            lines.Append(client.Identity.Describe(session.Node.Time, (int)client.Version, client.Facts)).Append('\n');
        session.Reply.WriteVerbatimString("txt"u8, Encoding.Latin1.GetBytes(lines.ToString()));
    }

    private static void List(ClientSession session, in RespRequest request)
    {
        if (ClientFilter.ParseList(request, session.Reply) is { } filter)
            Write(session, session.Node.Clients.Sessions.Where(client => Matches(filter, client)));
    }

    private static void Kill(ClientSession session, in RespRequest request)
    {
        if (ClientFilter.ParseKill(request, session.Reply) is not { } filter)
            return;
        var found = session.Node.Clients.Sessions
            .Where(client => Matches(filter, client) && !(filter.SkipsCaller && client == session)).ToList();
        foreach (var client in found.Where(client => client != session))
            client.KickLater(ClosingReason.Killed);
        filter.WriteKilled(found.Count, session.Reply);
        if (found.Contains(session))
            session.CloseWhenAnswered();
    }

    private static bool Matches(ClientFilter filter, ClientSession client) =>
        filter.Matches(client, client.IsPeer);
}
