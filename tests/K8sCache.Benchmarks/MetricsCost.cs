using K8sCache.Hosting.Metrics;

namespace K8sCache.Benchmarks;

/// <summary>
/// The part of a server's CPU time that metrics take: what it counts for every request or batch of them, timed by itself
/// (two histograms; the rest are plain additions), and a scrape every second, fifteen times as often as is usual.
/// </summary>
internal static class MetricsCost
{
    private const double ScrapeSeconds = 1;
    private const int Scrapes = 100;
    private const int Rounds = 200;
    private const int CountsPerRound = 100_000;
    private const double ShareMax = 0.01;

    private static readonly Workload Gets = new("get", Pipeline: 16, Requests: 400_000);

    /// <summary>A router counts each request.</summary>
    public static Task RunRouterAsync(Server router, int adminPort, BenchmarkOptions options) => RunAsync("router", router, adminPort, 1, options);

    /// <summary>A node counts those that arrived together at once.</summary>
    public static Task RunNodeAsync(Server node, int adminPort, BenchmarkOptions options) => RunAsync("node", node, adminPort, Gets.Pipeline, options);

    private static async Task RunAsync(string name, Server server, int adminPort, int countedTogether, BenchmarkOptions options)
    {
        await LoadGenerator.RunAsync(server, Gets, options.Scale);
        var request = await LoadGenerator.RunAsync(server, Gets, options.Scale);
        var counting = MicrosecondsToCount() / countedTogether;
        var scrape = await SecondsOfScrapeAsync(server, adminPort);
        var share = (counting / request.CpuMicrosecondsPerRequest) + (scrape / ScrapeSeconds);
        Rows.Write($"{name}.metrics.counting", counting * 1000, "ns/request");
        Rows.Write($"{name}.metrics.request", request.CpuMicrosecondsPerRequest, "us/request");
        Rows.Write($"{name}.metrics.scrape", scrape * 1000, "ms");
        Rows.Write($"{name}.metrics.share (target {ShareMax})", share, "ratio");
    }

    private static double MicrosecondsToCount()
    {
        LatencyCounts[] histograms = [new(), new()];
        var time = TimeProvider.System;
        // The best of many short rounds: one at least is not interrupted.
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var start = time.GetTimestamp();
            for (var index = 0; index < CountsPerRound; index++)
            {
                // Durations as they come: about alike, never the same.
                histograms[0].Add(50_000 + (index & 0xFFFF), 1);
                histograms[1].Add(40_000 + (index & 0xFFFF), 1);
            }

            best = TimeSpan.FromTicks(Math.Min(best.Ticks, time.GetElapsedTime(start).Ticks));
        }

        return best.TotalMicroseconds / CountsPerRound;
    }

    private static async Task<double> SecondsOfScrapeAsync(Server server, int adminPort)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/openmetrics-text;version=1.0.0");
        var before = TimeSpan.Zero;
        for (var scrape = -10; scrape < Scrapes; scrape++)
        {
            if (scrape == 0)
                before = server.CpuTime;
            await http.GetStringAsync(new Uri($"http://127.0.0.1:{adminPort}/metrics"));
        }

        return (server.CpuTime - before).TotalSeconds / Scrapes;
    }
}
