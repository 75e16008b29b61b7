using K8sCache.Hosting.Metrics;

namespace K8sCache.Benchmarks;

/// <summary>
/// The part of the router's CPU time that metrics take: what it counts for every request, timed by itself (two
/// histograms; the rest are plain additions), and a scrape every 15 seconds.
/// </summary>
internal static class MetricsCost
{
    private const double ScrapeSeconds = 15;
    private const int Scrapes = 100;
    private const int Counts = 20_000_000;
    private const double ShareMax = 0.02;

    private static readonly Workload Gets = new("get", Pipeline: 16, Requests: 400_000);

    public static async Task RunAsync(Server router, int adminPort, BenchmarkOptions options)
    {
        await LoadGenerator.RunAsync(router, Gets, options.Scale);
        var request = await LoadGenerator.RunAsync(router, Gets, options.Scale);
        var counting = MicrosecondsToCount();
        var scrape = await SecondsOfScrapeAsync(router, adminPort);
        var share = (counting / request.CpuMicrosecondsPerRequest) + (scrape / ScrapeSeconds);
        Rows.Write("router.metrics.counting", counting * 1000, "ns/request");
        Rows.Write("router.metrics.request", request.CpuMicrosecondsPerRequest, "us/request");
        Rows.Write("router.metrics.scrape", scrape * 1000, "ms");
        Rows.Write($"router.metrics.share (target {ShareMax})", share, "ratio");
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

    private static async Task<double> SecondsOfScrapeAsync(Server router, int adminPort)
    {
        using var http = new HttpClient();
        var before = TimeSpan.Zero;
        for (var scrape = -10; scrape < Scrapes; scrape++)
        {
            if (scrape == 0)
                before = router.CpuTime;
            await http.GetStringAsync(new Uri($"http://127.0.0.1:{adminPort}/metrics"));
        }

        return (router.CpuTime - before).TotalSeconds / Scrapes;
    }
}
