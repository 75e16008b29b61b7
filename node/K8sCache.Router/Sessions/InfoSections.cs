using System.Runtime.InteropServices;
using K8sCache.Hosting.Lifetime;
using K8sCache.Router.Joining;
using K8sCache.Router.Routing;
using K8sCache.Serving;
using K8sCache.Serving.Info;

namespace K8sCache.Router.Sessions;

/// <summary>
/// What INFO answers: to a client the router is the cache, so clients, commands and CPU are the router's own, memory, keys
/// and hits are the nodes', added up.
/// </summary>
internal static class InfoSections
{
    public static IEnumerable<(string, IEnumerable<(string, object)>)> Of(RouterLoop loop, NodeFigures nodes) =>
    [
        ("Server", Server(loop)),
        ("Clients", Clients(loop)),
        ("Memory", Memory(nodes)),
        ("Persistence", Persistence()),
        ("Stats", Stats(loop, nodes)),
        ("Replication", Replication(loop)),
        ("CPU", Cpu()),
        ("Modules", []),
        ("Errorstats", []),
        ("Cluster", [("cluster_enabled", 0)]),
        ("Keyspace", Keyspace(nodes)),
        ("Router", Router(loop)),
    ];

    private static IEnumerable<(string, object)> Server(RouterLoop loop)
    {
        var uptime = (long)loop.Seconds(loop.Now - loop.Context.StartedTimestamp);
        return
        [
            ("redis_version", RedisFacts.Version),
            ("redis_mode", "standalone"),
            ("k8scache_version", ProgramHost.Version),
            ("k8scache_role", "router"),
            ("os", RuntimeInformation.OSDescription),
            ("arch_bits", 64),
            ("multiplexing_api", "epoll"),
            ("process_id", Environment.ProcessId),
            ("run_id", loop.Context.Instance),
            ("tcp_port", loop.Options.Port),
            ("server_time_usec", loop.Context.Time.GetUtcNow().ToUnixTimeMilliseconds() * 1000),
            ("uptime_in_seconds", uptime),
            ("uptime_in_days", uptime / 86_400),
            ("executable", Environment.ProcessPath ?? ""),
            ("config_file", ""),
        ];
    }

    private static IEnumerable<(string, object)> Clients(RouterLoop loop) =>
    [
        ("connected_clients", loop.Context.Clients.Count),
        ("cluster_connections", 0),
        ("maxclients", loop.Options.MaxClients),
        ("blocked_clients", 0),
        ("tracking_clients", loop.Context.Loops.Sum(each => each.Tracking.ClientCount)),
    ];

    private static IEnumerable<(string, object)> Memory(NodeFigures nodes)
    {
        var (used, resident, limit) = (nodes["used_memory"], nodes["used_memory_rss"], nodes["maxmemory"]);
        var peak = Math.Max(used, nodes["used_memory_peak"]);
        return
        [
            ("used_memory", used),
            ("used_memory_human", InfoReply.HumanSize(used)),
            ("used_memory_rss", resident),
            ("used_memory_rss_human", InfoReply.HumanSize(resident)),
            ("used_memory_peak", peak),
            ("used_memory_peak_human", InfoReply.HumanSize(peak)),
            ("used_memory_dataset", nodes["used_memory_dataset"]),
            ("maxmemory", limit),
            ("maxmemory_human", InfoReply.HumanSize(limit)),
            ("maxmemory_policy", nodes.Policy),
            ("mem_fragmentation_ratio", Math.Round(resident / (double)Math.Max(1, used), 2)),
        ];
    }

    // A cache keeps nothing on disk; monitors look for these all the same.
    private static IEnumerable<(string, object)> Persistence() =>
    [
        ("loading", 0),
        ("rdb_changes_since_last_save", 0),
        ("rdb_bgsave_in_progress", 0),
        ("rdb_last_bgsave_status", "ok"),
        ("aof_enabled", 0),
        ("aof_rewrite_in_progress", 0),
    ];

    private static IEnumerable<(string, object)> Stats(RouterLoop loop, NodeFigures nodes)
    {
        var own = StatisticsBaseline.Of(loop.Context).Since(loop.Context.Baseline);
        return
        [
            ("total_connections_received", own.Connections),
            ("total_commands_processed", own.Requests),
            ("total_net_input_bytes", own.BytesIn),
            ("total_net_output_bytes", own.BytesOut),
            ("total_error_replies", own.Errors),
            ("expired_keys", nodes["expired_keys"]),
            ("evicted_keys", nodes["evicted_keys"]),
            ("keyspace_hits", nodes["keyspace_hits"]),
            ("keyspace_misses", nodes["keyspace_misses"]),
            ("pubsub_channels", 0),
            ("pubsub_patterns", 0),
            ("tracking_total_keys", loop.Context.Loops.Sum(each => (long)each.Tracking.KeyCount)),
        ];
    }

    private static IEnumerable<(string, object)> Replication(RouterLoop loop) =>
        [("role", "master"), ("connected_slaves", 0), ("master_replid", loop.Context.Instance), ("master_repl_offset", 0)];

    private static IEnumerable<(string, object)> Cpu()
    {
        var usage = Environment.CpuUsage;
        return [("used_cpu_sys", usage.PrivilegedTime.TotalSeconds), ("used_cpu_user", usage.UserTime.TotalSeconds)];
    }

    private static IEnumerable<(string, object)> Keyspace(NodeFigures nodes) =>
        nodes.Keys > 0 ? [("db0", $"keys={nodes.Keys},expires={nodes.Expires},avg_ttl=0")] : [];

    private static IEnumerable<(string, object)> Router(RouterLoop loop) =>
    [
        ("topology_epoch", loop.Topology?.Snapshot.Epoch ?? 0),
        ("scheduler", loop.Topology?.Scheduler.Type.ToString() ?? "none"),
        .. loop.Nodes.Select(node => (
            $"node_{node.Name}", (object)$"addr={node.Address},up={(node.IsUp ? 1 : 0)},in_flight={node.Signals.InFlight}")),
    ];
}
