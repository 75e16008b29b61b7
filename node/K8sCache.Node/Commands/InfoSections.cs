using System.Runtime.InteropServices;
using K8sCache.Hosting.Lifetime;
using K8sCache.Node.Serving;
using K8sCache.Resp.Commands;

namespace K8sCache.Node.Commands;

/// <summary>What INFO answers: Redis' sections and field names, as far as there is something to say.</summary>
internal static class InfoSections
{
    public static IEnumerable<(string, IEnumerable<(string, object)>)> Of(NodeContext node) =>
    [
        ("Server", Server(node)),
        ("Clients", Clients(node)),
        ("Memory", Memory(node)),
        ("Stats", Stats(node)),
        ("Replication", Replication(node)),
        ("CPU", Cpu(node)),
        ("Cluster", Cluster(node)),
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
        yield return ("process_id", Environment.ProcessId);
        yield return ("run_id", node.Instance);
        yield return ("tcp_port", node.Port);
        yield return ("server_time_usec", node.Time.GetUtcNow().ToUnixTimeMilliseconds() * 1000);
        yield return ("uptime_in_seconds", (long)uptime.TotalSeconds);
        yield return ("uptime_in_days", (long)uptime.TotalDays);
        yield return ("executable", Environment.ProcessPath ?? "");
    }

    private static IEnumerable<(string, object)> Clients(NodeContext node)
    {
        yield return ("connected_clients", node.Clients.Count);
        yield return ("maxclients", node.Options.MaxClients);
        yield return ("blocked_clients", 0);
    }

    private static IEnumerable<(string, object)> Memory(NodeContext node)
    {
        var used = node.Engine.MemoryUsedBytes;
        var limit = node.Engine.MemoryLimitBytes;
        var resident = Environment.WorkingSet;
        yield return ("used_memory", used);
        yield return ("used_memory_human", InfoReply.HumanSize(used));
        yield return ("used_memory_rss", resident);
        yield return ("used_memory_rss_human", InfoReply.HumanSize(resident));
        yield return ("used_memory_dataset", used);
        yield return ("maxmemory", limit);
        yield return ("maxmemory_human", InfoReply.HumanSize(limit));
        yield return ("maxmemory_policy", ConfigParameters.PolicyName(node.Engine.Eviction));
        yield return ("mem_fragmentation_ratio", Math.Round(resident / (double)Math.Max(1, used), 2));
    }

    private static IEnumerable<(string, object)> Stats(NodeContext node)
    {
        long commands = 0, hits = 0, misses = 0, bytesIn = 0, bytesOut = 0, errors = 0;
        foreach (var loop in node.Loops)
        {
            foreach (var command in Enum.GetValues<CommandId>())
                commands += loop.Counters.CallsOf(command);
            hits += loop.Counters.Hits;
            misses += loop.Counters.Misses;
            bytesIn += loop.Counters.BytesIn;
            bytesOut += loop.Counters.BytesOut;
            errors += loop.Counters.Errors;
        }

        var engine = node.Engine.Counters;
        yield return ("total_connections_received", node.Clients.AcceptedTotal);
        yield return ("total_commands_processed", commands);
        yield return ("total_net_input_bytes", bytesIn);
        yield return ("total_net_output_bytes", bytesOut);
        yield return ("expired_keys", engine.ExpiredTotal);
        yield return ("evicted_keys", engine.EvictedTotal);
        yield return ("keyspace_hits", hits);
        yield return ("keyspace_misses", misses);
        yield return ("total_error_replies", errors);
    }

    private static IEnumerable<(string, object)> Replication(NodeContext node)
    {
        // Every node takes writes for some slots, so to a client that asks each one is a master.
        yield return ("role", "master");
        yield return ("connected_slaves", 0);
        yield return ("master_replid", node.Instance);
        yield return ("topology_epoch", node.View?.Epoch ?? 0);
    }

    private static IEnumerable<(string, object)> Cpu(NodeContext node)
    {
        var usage = Environment.CpuUsage;
        yield return ("used_cpu_sys", usage.PrivilegedTime.TotalSeconds);
        yield return ("used_cpu_user", usage.UserTime.TotalSeconds);
        yield return ("cpu_share", Math.Round(node.Cpu.Read(), 4));
    }

    private static IEnumerable<(string, object)> Cluster(NodeContext node)
    {
        yield return ("cluster_enabled", node.View is null ? 0 : 1);
    }

    private static IEnumerable<(string, object)> Keyspace(NodeContext node)
    {
        var engine = node.Engine.Counters;
        if (engine.Entries > 0)
            yield return ("db0", $"keys={engine.Entries},expires={engine.EntriesWithExpiry},avg_ttl=0");
    }
}
