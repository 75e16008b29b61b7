using K8sCache.Resp;
using K8sCache.Serving.Clients;

namespace K8sCache.Router.Sessions;

/// <summary>CLIENT KILL: closes connections by what they are, on whatever thread.</summary>
internal static class ClientKill
{
    public static void Execute(ClientSession session, in RespRequest request, RespWriter reply)
    {
        if (ClientFilter.ParseKill(request, reply) is not { } filter)
            return;
        var found = session.Loop.Context.Clients.Sessions
            .Where(client => filter.Matches(client) && !(filter.SkipsCaller && client == session)).ToList();
        foreach (var client in found.Where(client => client != session))
            client.Loop.Events.Post(static state => ((ClientSession)state!).CloseAtOnce(ClosingReason.Killed), client);
        filter.WriteKilled(found.Count, reply);
        if (found.Contains(session))
            session.HasToLeave = true;
    }
}
