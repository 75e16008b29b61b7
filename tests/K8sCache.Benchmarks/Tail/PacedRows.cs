namespace K8sCache.Benchmarks.Tail;

/// <summary>Latencies of servers at the same rate, a slice of the time for each in turn.</summary>
internal static class PacedRows
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);

    public static void Run(string title, IReadOnlyList<Server> servers, int entries, double perSecond, TimeSpan each, int slices)
    {
        Rows.Write($"{title}.rate", perSecond, "requests/s");
        var latencies = servers.ToDictionary(server => server, _ => new LatencyCounts());
        var gap = 0.0;
        for (var slice = 0; slice < slices; slice++)
        {
            foreach (var server in servers)
            {
                using var load = new PacedLoad(server.Port, entries);
                if (slice == 0)
                    load.Run(perSecond, Settle, new LatencyCounts());
                load.Run(perSecond, each / slices, latencies[server]);
                gap = Math.Max(gap, load.LongestOwnGapMilliseconds);
            }
        }

        Rows.Write($"{title}.generator.longest_gap", gap, "ms");
        foreach (var (server, counts) in latencies)
        {
            Rows.Write($"{title}.{server.Name}.p50", counts.PercentileMilliseconds(0.5), "ms");
            Rows.Write($"{title}.{server.Name}.p99", counts.PercentileMilliseconds(0.99), "ms");
            Rows.Write($"{title}.{server.Name}.p999", counts.PercentileMilliseconds(0.999), "ms");
            Rows.Write($"{title}.{server.Name}.longest", counts.LongestMilliseconds, "ms");
        }

        var ours = latencies[servers[0]];
        foreach (var peer in servers.Skip(1))
        {
            var prefix = $"{title}.{servers[0].Name}/{peer.Name}";
            Rows.Write($"{prefix}.p99", ours.PercentileMilliseconds(0.99) / latencies[peer].PercentileMilliseconds(0.99), "ratio");
            Rows.Write($"{prefix}.p999", ours.PercentileMilliseconds(0.999) / latencies[peer].PercentileMilliseconds(0.999), "ratio");
        }
    }
}
