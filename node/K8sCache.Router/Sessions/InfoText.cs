using System.Globalization;
using System.Text;
using K8sCache.Hosting.Lifetime;
using K8sCache.Resp;

namespace K8sCache.Router.Sessions;

/// <summary>INFO: what clients and people look for, in Redis' format. Numbers of clients and requests are this thread's.</summary>
internal static class InfoText
{
    public static void Write(ClientSession session, in RespRequest request, RespWriter reply)
    {
        var wanted = new List<string>();
        for (var index = 1; index < request.Count; index++)
            wanted.Add(LocalCommands.Text(request[index]).ToLowerInvariant());
        var all = wanted.Count == 0 || wanted.Exists(section => section is "all" or "default" or "everything");
        var text = new StringBuilder();
        foreach (var (section, lines) in Sections(session))
        {
            if (!all && !wanted.Contains(section.ToLowerInvariant()))
                continue;
            if (text.Length > 0)
                text.Append("\r\n");
            text.Append("# ").Append(section).Append("\r\n");
            foreach (var (name, value) in lines)
                text.Append(name).Append(':').Append(value).Append("\r\n");
        }

        reply.WriteVerbatimString("txt"u8, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static IEnumerable<(string Section, (string Name, string Value)[] Lines)> Sections(ClientSession session)
    {
        var loop = session.Loop;
        var uptime = loop.Seconds(loop.Now - loop.Context.StartedAt);
        yield return ("Server",
        [
            ("redis_version", ServerFacts.RedisVersion), ("redis_mode", "standalone"), ("k8scache_version", ProgramHost.Version),
            ("k8scache_role", "router"), ("run_id", loop.Context.Instance), ("process_id", Text(Environment.ProcessId)),
            ("uptime_in_seconds", Text((long)uptime)),
        ]);
        yield return ("Clients", [("connected_clients", Text(loop.SessionCount)), ("maxclients", Text(loop.Options.MaxClients))]);
        yield return ("Stats", [("total_connections_received", Text(loop.Counters.ConnectionsAccepted))]);
        yield return ("Replication", [("role", "master"), ("connected_slaves", "0")]);
        yield return ("Cluster", [("cluster_enabled", "0")]);
        yield return ("Router",
        [
            ("topology_epoch", Text(loop.Topology?.Snapshot.Epoch ?? 0)),
            ("scheduler", loop.Topology?.Scheduler.Type.ToString() ?? "none"),
            .. loop.Nodes.Select(node => ($"node_{node.Name}", $"addr={node.Address},up={(node.IsUp ? 1 : 0)},in_flight={node.Signals.InFlight}")),
        ]);
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
