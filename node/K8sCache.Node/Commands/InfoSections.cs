using System.Runtime.InteropServices;
using K8sCache.Hosting.Lifetime;
using K8sCache.Node.Load;
using K8sCache.Node.Serving;
using K8sCache.Serving;
using K8sCache.Serving.Info;

namespace K8sCache.Node.Commands;

/// <summary>What INFO answers: Redis' sections and field names, as far as there is something to say that is true.</summary>
internal static class InfoSections
{
    /// <summary>Told only when asked for, by name or with all the others.</summary>
    public static IReadOnlySet<string> OnRequest { get; } =
        new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Commandstats", "Latencystats" };

    public static IEnumerable<(string, IEnumerable<(string, object)>)> Of(NodeContext node) =>
    [
        ("Server", Server(node)),
        ("Clients", Clients(node)),
        ("Memory", Memory(node)),
        ("Persistence", Persistence(node)),
        ("Stats", InfoStatistics.Stats(node)),
        ("Replication", Replication(node)),
        ("CPU", Cpu(node)),
        ("Commandstats", InfoStatistics.Commands(node)),
        ("Errorstats", InfoStatistics.Errors(node)),
        ("Latencystats", InfoStatistics.Latencies(node)),
        ("Cluster", [("cluster_enabled", node.View is null ? 0 : 1)]),
        ("Keyspace", Keyspace(node)),
    ];

    private static IEnumerable<(string, object)> Server(NodeContext node)
    {
        var uptime = node.Time.GetUtcNow() - node.StartedAt;
        yield return ("redis_version", RedisFacts.Version);
        yield return ("redis_mode", node.View is null ? "standalone" : "cluster");
        yield return ("k8scache_version", ProgramHost.Version);
        yield return ("os", RuntimeInformation.OSDescription);
        yield return ("arch_bits", 64);
        yield return ("multiplexing_api", "epoll");
        yield return ("process_id", Environment.ProcessId);
        yield return ("run_id", node.Instance);
        yield return ("tcp_port", node.Port);
        yield return ("server_time_usec", (node.Time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        yield return ("uptime_in_seconds", (long)uptime.TotalSeconds);
        yield return ("uptime_in_days", (long)uptime.TotalDays);
        yield return ("executable", Environment.ProcessPath ?? "");
        yield return ("config_file", "");
        yield return ("io_threads_active", node.Options.Threads > 1 ? 1 : 0);
    }

    private static IEnumerable<(string, object)> Clients(NodeContext node)
    {
        var pending = node.Clients.Sessions.Select(session => session.PendingOutputBytes).DefaultIfEmpty().Max();
        yield return ("connected_clients", node.Clients.Sessions.Count(session => !session.IsPeer));
        yield return ("cluster_connections", node.Clients.Sessions.Count(session => session.IsPeer));
        yield return ("maxclients", node.Settings.MaxClients);
        yield return ("client_recent_max_output_buffer", pending);
        yield return ("blocked_clients", 0);
        yield return ("tracking_clients", node.Changes.Table.ClientCount);
        yield return ("clients_in_timeout_table", 0);
    }

    private static IEnumerable<(string, object)> Memory(NodeContext node)
    {
        var used = node.Engine.MemoryUsedBytes;
        var limit = node.Engine.MemoryLimitBytes;
        var resident = Environment.WorkingSet;
        var heap = GC.GetGCMemoryInfo();
        yield return ("used_memory", used);
        yield return ("used_memory_human", InfoReply.HumanSize(used));
        yield return ("used_memory_rss", resident);
        yield return ("used_memory_rss_human", InfoReply.HumanSize(resident));
        yield return ("used_memory_dataset", used);
        yield return ("total_system_memory", SystemMemory.TotalBytes);
        yield return ("total_system_memory_human", InfoReply.HumanSize(SystemMemory.TotalBytes));
        yield return ("maxmemory", limit);
        yield return ("maxmemory_human", InfoReply.HumanSize(limit));
        yield return ("maxmemory_policy", ConfigParameters.PolicyName(node.Engine.Eviction));
        yield return ("allocator_allocated", heap.HeapSizeBytes);
        yield return ("allocator_active", heap.TotalCommittedBytes);
        yield return ("allocator_resident", resident);
        yield return ("mem_fragmentation_ratio", Math.Round(resident / (double)Math.Max(1, used), 2));
        yield return ("mem_fragmentation_bytes", resident - used);
        yield return ("mem_not_counted_for_evict", 0);
        yield return ("mem_allocator", "dotnet");
        yield return ("active_defrag_running", 0);
        yield return ("lazyfree_pending_objects", 0);
    }

    /// <summary>Nothing is written to disk: these say so to those who watch for trouble with it.</summary>
    private static IEnumerable<(string, object)> Persistence(NodeContext node)
    {
        yield return ("loading", node.View?.IsLoading ?? node.Options.TopologyFile is not null ? 1 : 0);
        yield return ("rdb_changes_since_last_save", 0);
        yield return ("rdb_bgsave_in_progress", 0);
        yield return ("rdb_last_save_time", node.StartedAt.ToUnixTimeSeconds());
        yield return ("rdb_last_bgsave_status", "ok");
        yield return ("rdb_last_bgsave_time_sec", -1);
        yield return ("rdb_current_bgsave_time_sec", -1);
        yield return ("aof_enabled", 0);
        yield return ("aof_rewrite_in_progress", 0);
        yield return ("aof_last_bgrewrite_status", "ok");
        yield return ("aof_last_write_status", "ok");
    }

    private static IEnumerable<(string, object)> Replication(NodeContext node)
    {
        // Every node takes writes for some slots, so to a client that asks each one is a master.
        yield return ("role", "master");
        yield return ("connected_slaves", 0);
        yield return ("master_failover_state", "no-failover");
        yield return ("master_replid", node.Instance);
        yield return ("master_repl_offset", 0);
        yield return ("topology_epoch", node.View?.Epoch ?? 0);
        yield return ("replication_behind", node.Loops.Sum(loop => loop.Replicator.Behind));
    }

    private static IEnumerable<(string, object)> Cpu(NodeContext node)
    {
        var usage = Environment.CpuUsage;
        yield return ("used_cpu_sys", usage.PrivilegedTime.TotalSeconds);
        yield return ("used_cpu_user", usage.UserTime.TotalSeconds);
        yield return ("used_cpu_sys_children", 0);
        yield return ("used_cpu_user_children", 0);
        yield return ("cpu_share", Math.Round(node.Cpu.Read(), 4));
    }

    private static IEnumerable<(string, object)> Keyspace(NodeContext node)
    {
        var engine = node.Engine.Counters;
        if (engine.Entries > 0)
            yield return ("db0", $"keys={engine.Entries},expires={engine.EntriesWithExpiry},avg_ttl=0");
    }
}
