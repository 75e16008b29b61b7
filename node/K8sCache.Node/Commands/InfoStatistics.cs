using System.Globalization;
using K8sCache.Commands;
using K8sCache.Node.Load;
using K8sCache.Node.Serving;

namespace K8sCache.Node.Commands;

/// <summary>INFO's sections of counts: in total, by command, by error, and how long commands took.</summary>
internal static class InfoStatistics
{
    private const double NanosecondsPerMicrosecond = 1000;

    /// <summary>Every command and subcommand, in the table's order.</summary>
    public static IEnumerable<CommandSpec> AllCommands =>
        CommandTable.Default.Commands.SelectMany(command => command.Subcommands.Prepend(command))
            .Where(command => (command.Flags & CommandFlags.Internal) == 0);

    public static IEnumerable<(string, object)> Stats(NodeContext node)
    {
        var totals = NodeTotals.Of(node).Since(node.Baseline);
        var (keys, items, prefixes) = node.Changes.Table.Counts;
        var (operations, input, output) = node.Rates.PerSecond;
        yield return ("total_connections_received", totals.Connections);
        yield return ("total_commands_processed", totals.Commands);
        yield return ("instantaneous_ops_per_sec", (long)operations);
        yield return ("total_net_input_bytes", totals.BytesIn);
        yield return ("total_net_output_bytes", totals.BytesOut);
        yield return ("instantaneous_input_kbps", Math.Round(input / 1024, 2));
        yield return ("instantaneous_output_kbps", Math.Round(output / 1024, 2));
        yield return ("rejected_connections", totals.Rejected);
        yield return ("sync_full", 0);
        yield return ("sync_partial_ok", 0);
        yield return ("sync_partial_err", 0);
        yield return ("expired_keys", totals.Expired);
        yield return ("evicted_keys", totals.Evicted);
        yield return ("evicted_clients", 0);
        yield return ("keyspace_hits", totals.Hits);
        yield return ("keyspace_misses", totals.Misses);
        yield return ("pubsub_channels", 0);
        yield return ("pubsub_patterns", 0);
        yield return ("latest_fork_usec", 0);
        yield return ("total_forks", 0);
        yield return ("slowlog_entries", node.SlowLog.Count);
        yield return ("tracking_total_keys", keys);
        yield return ("tracking_total_items", items);
        yield return ("tracking_total_prefixes", prefixes);
        yield return ("watched_keys", node.Changes.WatchedKeyCount);
        yield return ("total_error_replies", totals.Errors);
    }

    public static IEnumerable<(string, object)> Commands(NodeContext node)
    {
        foreach (var command in AllCommands)
        {
            var calls = Sum(node, stats => stats.CallsOf(command.Id));
            var rejected = Sum(node, stats => stats.RejectedOf(command.Id));
            if (calls + rejected == 0)
                continue;
            var failed = Sum(node, stats => stats.FailedOf(command.Id));
            var microseconds = Sum(node, stats => stats.NanosecondsOf(command.Id)) / NanosecondsPerMicrosecond;
            yield return ($"cmdstat_{command.Name}", string.Create(
                CultureInfo.InvariantCulture,
                $"calls={calls},usec={(long)microseconds},usec_per_call={microseconds / Math.Max(1, calls):0.00},rejected_calls={rejected},failed_calls={failed}"));
        }
    }

    public static IEnumerable<(string, object)> Errors(NodeContext node)
    {
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var loop in node.Loops)
            loop.Errors.AddTo(sums);
        return sums.Select(pair => ($"errorstat_{pair.Key}", (object)$"count={pair.Value}"));
    }

    public static IEnumerable<(string, object)> Latencies(NodeContext node)
    {
        foreach (var command in AllCommands)
        {
            if (DurationsOf(node, command) is not { } sums)
                continue;
            string At(double part) => string.Create(
                CultureInfo.InvariantCulture, $"{CommandHistogram.Percentile(sums, part) / NanosecondsPerMicrosecond:0.000}");
            yield return ($"latency_percentiles_usec_{command.Name}", $"p50={At(0.5)},p99={At(0.99)},p99.9={At(0.999)}");
        }
    }

    /// <summary>All loops' counts by <see cref="CommandHistogram"/>'s buckets; null where there are none.</summary>
    public static long[]? DurationsOf(NodeContext node, CommandSpec command)
    {
        long[]? sums = null;
        foreach (var loop in node.Loops)
            loop.Stats.DurationsOf(command.Id)?.AddTo(sums ??= CommandHistogram.NewSums());
        return sums;
    }

    private static long Sum(NodeContext node, Func<CommandStats, long> count) => node.Loops.Sum(loop => count(loop.Stats));
}
