using System.Text.RegularExpressions;
using K8sCache.Node.Tests.Harness;

namespace K8sCache.Node.Tests.Sessions;

public sealed class AdministrationTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public Task Administration_is_refused_and_answered_as_in_redis(int version) => RedisComparison.RunAsync(
        """
        a: CONFIG SET slowlog-log-slower-than 100000000
        a: CONFIG SET foo bar
        a: CONFIG SET timeout
        a: CONFIG SET timeout 1 timeout 2
        a: CONFIG SET timeout abc
        a: CONFIG SET timeout -1
        a: CONFIG SET timeout 100
        a: CONFIG GET timeout
        a: CONFIG SET timeout 0 slowlog-max-len x
        a: CONFIG GET slowlog-max-len
        a: CONFIG SET timeout 0 nosuch
        a: CONFIG SET slowlog-max-len -1
        a: CONFIG SET slowlog-max-len 10 slowlog-log-slower-than 100000000
        a: CONFIG GET slowlog-max-*
        a: CONFIG SET maxclients 0x
        a: CONFIG SET tracking-table-max-keys -1
        a: CONFIG SET tracking-table-max-keys 1000
        a: CONFIG GET tracking-table-max-keys
        a: CONFIG SET maxmemory abc
        a: CONFIG SET maxmemory 100mb
        a: CONFIG GET maxmemory
        a: CONFIG SET MAXMEMORY 100000000
        a: CONFIG GET maxmemory
        a: CONFIG SET client-query-buffer-limit 10
        a: CONFIG SET client-query-buffer-limit 2m
        a: CONFIG GET client-query-buffer-limit
        a: CONFIG SET client-output-buffer-limit "normal 0 0"
        a: CONFIG SET client-output-buffer-limit "foo 0 0 0"
        a: CONFIG SET databases 3
        a: CONFIG SET proto-max-bulk-len 10x
        a: CONFIG REWRITE
        a: CONFIG RESETSTAT
        a: CONFIG
        a: CONFIG NOSUCH
        a: CONFIG GET
        a: SLOWLOG
        a: SLOWLOG GET abc
        a: SLOWLOG GET -2
        a: SLOWLOG GET
        a: SLOWLOG GET -1
        a: SLOWLOG GET 1 2
        a: SLOWLOG LEN
        a: SLOWLOG RESET
        a: LATENCY LATEST
        a: LATENCY HISTORY foo
        a: LATENCY RESET
        a: LATENCY RESET command
        a: LATENCY DOCTOR
        a: CONFIG SET latency-monitor-threshold 100000
        a: LATENCY DOCTOR
        a: LATENCY HISTOGRAM nosuch
        a: DEBUG SLEEP 0
        a: DEBUG
        a: SHUTDOWN foo
        a: TIME x
        a: ROLE
        a: WAIT a b
        a: WAIT 0 x
        a: WAIT 0 -1
        a: WAIT 0 0
        a: SET a 1
        a: WAIT 0 10
        a: MULTI
        a: SHUTDOWN
        a: EXEC
        a: SELECT 1
        a: SWAPDB 0
        a: FLUSHALL FOO
        a: FLUSHALL SYNC
        a: FLUSHDB ASYNC
        """,
        version,
        ignored: "(?s)^-ERR unknown command 'SWAPDB'.*|^-ERR wrong number of arguments for 'swapdb' command\r\n|^-ERR DB index is out of range\r\n|^\\+OK\r\n(?=$)");

    [Fact]
    public async Task Slow_commands_are_kept_with_what_they_were()
    {
        await using var node = await TestNode.StartAsync();
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        await client.AskAsync("CLIENT SETNAME me");
        await client.AskAsync("CONFIG SET slowlog-log-slower-than 0");
        await client.AskAsync("SLOWLOG RESET");
        await client.AskAsync($"SET k {new string('x', 200)}");
        await client.AskAsync("MGET " + string.Join(' ', Enumerable.Range(0, 40)));
        await client.AskAsync("AUTH secret");
        var log = (await client.AskAsync("SLOWLOG GET 4"))!;
        Assert.Contains($"SET\r\n$1\r\nk\r\n$147\r\n{new string('x', 128)}... (72 more bytes)\r\n", log, StringComparison.Ordinal);
        Assert.Contains("... (10 more arguments)", log, StringComparison.Ordinal);
        Assert.Contains("AUTH\r\n$10\r\n(redacted)\r\n", log, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", log, StringComparison.Ordinal);
        Assert.Contains("$2\r\nme\r\n", log, StringComparison.Ordinal);
        await client.AskAsync("CONFIG SET slowlog-log-slower-than -1");
        await client.AskAsync("CONFIG SET slowlog-max-len 2");
        Assert.Equal(":2\r\n", await client.AskAsync("SLOWLOG LEN"));
    }

    [Fact]
    public async Task Commands_and_errors_are_counted()
    {
        await using var node = await TestNode.StartAsync();
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        foreach (var command in new[] { "SET k v", "GET k", "GET k", "INCR k", "GET", "NOSUCH", "MULTI", "GET k", "INCR k", "EXEC" })
            await client.AskAsync(command);
        var info = await client.AskAsync("INFO everything");
        Assert.Matches(@"cmdstat_get:calls=3,usec=\d+,usec_per_call=[\d.]+,rejected_calls=1,failed_calls=0", info);
        Assert.Matches(@"cmdstat_incr:calls=2,usec=\d+,usec_per_call=[\d.]+,rejected_calls=0,failed_calls=2", info);
        Assert.Matches(@"cmdstat_exec:calls=1,", info);
        Assert.Matches(@"errorstat_ERR:count=4\r\n", info);
        Assert.Matches(@"latency_percentiles_usec_get:p50=[\d.]+,p99=[\d.]+,p99.9=[\d.]+", info);
        Assert.Contains("keyspace_hits:3\r\n", info, StringComparison.Ordinal);
        Assert.Contains("db0:keys=1,expires=0,avg_ttl=0", info, StringComparison.Ordinal);
        Assert.DoesNotContain("# Commandstats", await client.AskAsync("INFO"), StringComparison.Ordinal);
        Assert.Contains("get", await client.AskAsync("LATENCY HISTOGRAM get set"), StringComparison.Ordinal);
        Assert.Equal("+OK\r\n", await client.AskAsync("CONFIG RESETSTAT"));
        info = await client.AskAsync("INFO everything");
        Assert.DoesNotContain("cmdstat_get", info, StringComparison.Ordinal);
        Assert.Contains("keyspace_hits:0\r\n", info, StringComparison.Ordinal);
        Assert.Contains("total_error_replies:0\r\n", info, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_exporter_reads_is_there()
    {
        // From redis_exporter's map of fields, those a cache without disk and replicas has.
        string[] fields =
        [
            "redis_version", "redis_mode", "os", "process_id", "tcp_port", "run_id", "uptime_in_seconds", "uptime_in_days",
            "connected_clients", "blocked_clients", "tracking_clients", "cluster_connections", "maxclients", "clients_in_timeout_table",
            "used_memory", "used_memory_rss", "used_memory_dataset", "maxmemory", "maxmemory_policy", "mem_fragmentation_ratio",
            "mem_fragmentation_bytes", "mem_not_counted_for_evict", "total_system_memory", "allocator_allocated", "allocator_active",
            "allocator_resident", "active_defrag_running", "lazyfree_pending_objects", "loading", "rdb_changes_since_last_save",
            "rdb_bgsave_in_progress", "rdb_last_save_time", "rdb_last_bgsave_status", "rdb_last_bgsave_time_sec",
            "rdb_current_bgsave_time_sec", "aof_enabled", "aof_rewrite_in_progress", "aof_last_bgrewrite_status", "aof_last_write_status",
            "total_connections_received", "total_commands_processed", "instantaneous_ops_per_sec", "total_net_input_bytes",
            "total_net_output_bytes", "instantaneous_input_kbps", "instantaneous_output_kbps", "rejected_connections", "sync_full",
            "expired_keys", "evicted_keys", "keyspace_hits", "keyspace_misses", "pubsub_channels", "pubsub_patterns", "latest_fork_usec",
            "tracking_total_keys", "tracking_total_items", "tracking_total_prefixes", "total_error_replies", "role", "connected_slaves",
            "master_repl_offset", "used_cpu_sys", "used_cpu_user", "used_cpu_sys_children", "used_cpu_user_children", "cluster_enabled",
        ];
        await using var node = await TestNode.StartAsync();
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        var info = (await client.AskAsync("INFO all"))!;
        Assert.All(fields, field => Assert.Matches($"(?m)^{Regex.Escape(field)}:.+\r$", info));
    }

    [Fact]
    public async Task Debug_sleeps_where_it_is_allowed()
    {
        await using var node = await TestNode.StartAsync(configure: options => options with { IsDebugEnabled = true });
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        await client.AskAsync("CONFIG SET latency-monitor-threshold 5");
        Assert.Equal("+OK\r\n", await client.AskAsync("DEBUG SLEEP 0.02"));
        Assert.StartsWith("*1\r\n*4\r\n$7\r\ncommand\r\n", await client.AskAsync("LATENCY LATEST"), StringComparison.Ordinal);
        Assert.StartsWith("*1\r\n*2\r\n", await client.AskAsync("LATENCY HISTORY command"), StringComparison.Ordinal);
        Assert.Equal(":1\r\n", await client.AskAsync("LATENCY RESET"));
    }
}
