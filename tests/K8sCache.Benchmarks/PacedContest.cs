using System.Diagnostics;
using System.Globalization;
using K8sCache.Benchmarks.Scheduling;

namespace K8sCache.Benchmarks;

/// <summary>
/// What proxies add to the median latency, one request at a time, at half the rate the slowest of them can do. Requests are sent when due,
/// whatever comes back; straight to the server and through each proxy, in turn.
/// </summary>
internal sealed class PacedContest(BenchmarkOptions options)
{
    private const int Keys = 10_000;
    private const double SettleSeconds = 0.5;
    private const double RunSeconds = 3;

    private static readonly Workload Gets = new("get", Pipeline: 1, Requests: 60_000);

    /// <summary>As redis-benchmark names them, so that most are there.</summary>
    private static readonly IReadOnlyList<byte[]> Requests =
        [.. Enumerable.Range(0, Keys).Select(key => ReadConnection.Command("GET", string.Create(CultureInfo.InvariantCulture, $"key:{key:000000000000}")))];

    public async Task RunAsync(Server direct, IReadOnlyList<Server> proxies)
    {
        // What it does takes no time from the proxies.
        if (OperatingSystem.IsLinux())
            Process.GetCurrentProcess().ProcessorAffinity = 1 << LoadGenerator.Cpu;
        var rate = double.PositiveInfinity;
        foreach (var proxy in proxies)
        {
            await LoadGenerator.RunAsync(proxy, Workload.WarmUp[0], options.Scale);
            rate = Math.Min(rate, (await LoadGenerator.RunAsync(proxy, Gets, options.Scale)).RequestsPerSecond / 2);
        }

        Rows.Write("router.paced.rate", rate, "requests/s");
        var medians = proxies.Prepend(direct).ToDictionary(server => server, _ => new List<double>());
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var (server, rounds) in medians)
                rounds.Add(await MeasureAsync(server, rate));
        }

        // Each round has its own comparison, for the machine is not the same in all.
        foreach (var proxy in proxies)
            Rows.Write($"router.paced.{proxy.Name}.added_p50", Median.Of(medians[proxy].Zip(medians[direct], (with, without) => with - without)), "ms");
        foreach (var peer in proxies.Skip(1))
        {
            Rows.Write(
                $"router.paced.{proxies[0].Name}/{peer.Name}.p50",
                Median.Of(medians[proxies[0]].Zip(medians[peer], (ours, theirs) => ours / theirs)), "ratio");
        }
    }

    private async Task<double> MeasureAsync(Server server, double rate)
    {
        using var load = new ReadLoad(server.Port, rate, Requests, seed: 1);
        await load.RunAsync(SettleSeconds + (RunSeconds * options.Scale));
        return (await load.FinishAsync()).Between(SettleSeconds, double.PositiveInfinity).Percentile(0.5);
    }
}
