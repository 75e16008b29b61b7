using K8sCache.Hosting.Lifetime;
using K8sCache.Resp.Commands;
using K8sCache.Router.Routing;

namespace K8sCache.Router.Sessions;

/// <summary>What INFO answers: what clients and people look for. Numbers of clients and requests are this thread's.</summary>
internal static class InfoSections
{
    public static IEnumerable<(string, IEnumerable<(string, object)>)> Of(RouterLoop loop) =>
    [
        ("Server", Server(loop)),
        ("Clients", [("connected_clients", loop.SessionCount), ("maxclients", loop.Options.MaxClients)]),
        ("Stats", [("total_connections_received", loop.Counters.ConnectionsAccepted)]),
        ("Replication", [("role", "master"), ("connected_slaves", 0)]),
        ("Cluster", [("cluster_enabled", 0)]),
        ("Router", Router(loop)),
    ];

    private static IEnumerable<(string, object)> Server(RouterLoop loop) =>
    [
        ("redis_version", RedisFacts.Version),
        ("redis_mode", "standalone"),
        ("k8scache_version", ProgramHost.Version),
        ("k8scache_role", "router"),
        ("run_id", loop.Context.Instance),
        ("process_id", Environment.ProcessId),
        ("uptime_in_seconds", (long)loop.Seconds(loop.Now - loop.Context.StartedAt)),
    ];

    private static IEnumerable<(string, object)> Router(RouterLoop loop) =>
    [
        ("topology_epoch", loop.Topology?.Snapshot.Epoch ?? 0),
        ("scheduler", loop.Topology?.Scheduler.Type.ToString() ?? "none"),
        .. loop.Nodes.Select(node => (
            $"node_{node.Name}", (object)$"addr={node.Address},up={(node.IsUp ? 1 : 0)},in_flight={node.Signals.InFlight}")),
    ];
}
