using K8sCache.Hosting.Metrics;

namespace K8sCache.Benchmarks;

/// <summary>
/// The part of a server's CPU time that metrics take: what it counts for every request, timed by itself (two
/// histograms; the rest are plain additions), and a scrape every second, fifteen times as often as is usual.
/// </summary>
internal static class MetricsCost
{
    private const double ScrapeSeconds = 1;
    private const int Scrapes = 100;
    private const int Counts = 20_000_000;
    private const double ShareMax = 0.01;

    private static readonly Workload Gets = new("get", Pipeline: 16, Requests: 400_000);

    public static async Task RunAsync(string name, Server server, int adminPort, BenchmarkOptions options)
    {
        await LoadGenerator.RunAsync(server, Gets, options.Scale);
        var request = await LoadGenerator.RunAsync(server, Gets, options.Scale);
        var counting = MicrosecondsToCount();
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
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var start = time.GetTimestamp();
            for (var index = 0; index < Counts / 5; index++)
            {
                // Durations as they come: about alike, never the same.
                histograms[0].Add(50_000 + (index & 0xFFFF), 1);
                histograms[1].Add(40_000 + (index & 0xFFFF), 1);
            }

            best = TimeSpan.FromTicks(Math.Min(best.Ticks, time.GetElapsedTime(start).Ticks));
        }

        return best.TotalMicroseconds / (Counts / 5);
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
