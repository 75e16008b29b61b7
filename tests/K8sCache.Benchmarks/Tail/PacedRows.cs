namespace K8sCache.Benchmarks.Tail;

/// <summary>Latencies of servers at the same rate: some runs of each, in turn, of which the median counts.</summary>
internal static class PacedRows
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);

    private static readonly (string Name, double Share)[] Percentiles = [("p50", 0.5), ("p99", 0.99), ("p999", 0.999)];

    public static void Run(string title, IReadOnlyList<Server> servers, int entries, double perSecond, TimeSpan each, int runs)
    {
        Rows.Write($"{title}.rate", perSecond, "requests/s");
        var latencies = servers.ToDictionary(server => server, _ => new List<LatencyCounts>());
        var cpu = servers.ToDictionary(server => server, _ => new List<double>());
        var gap = 0.0;
        for (var run = 0; run < runs; run++)
        {
            foreach (var server in servers)
            {
                using var load = new PacedLoad(server.Port, entries);
                load.Run(perSecond, Settle, new LatencyCounts());
                var counts = new LatencyCounts();
                var before = server.CpuTime;
                load.Run(perSecond, each, counts);
                cpu[server].Add((server.CpuTime - before).TotalMicroseconds / (perSecond * each.TotalSeconds));
                latencies[server].Add(counts);
                gap = Math.Max(gap, load.LongestOwnGapMilliseconds);
            }
        }

        Rows.Write($"{title}.generator.longest_gap", gap, "ms");
        foreach (var server in servers)
        {
            foreach (var (name, share) in Percentiles)
                Rows.Write($"{title}.{server.Name}.{name}", MedianOf(latencies[server], share), "ms");
            Rows.Write($"{title}.{server.Name}.longest", latencies[server].Max(counts => counts.LongestMilliseconds), "ms");
            Rows.Write($"{title}.{server.Name}.cpu", Median.Of(cpu[server]), "us/request");
        }

        foreach (var peer in servers.Skip(1))
        {
            foreach (var (name, share) in Percentiles)
            {
                Rows.Write(
                    $"{title}.{servers[0].Name}/{peer.Name}.{name}",
                    MedianOf(latencies[servers[0]], share) / MedianOf(latencies[peer], share), "ratio");
            }
        }
    }

    private static double MedianOf(IEnumerable<LatencyCounts> runs, double share) => Median.Of(runs.Select(counts => counts.PercentileMilliseconds(share)));
}
