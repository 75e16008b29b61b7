using System.Globalization;
using K8sCache.Topology;

namespace K8sCache.Benchmarks.Scheduling;

/// <summary>
/// Half of the reads on one key, two copies: with the router's near cache, and without. Every node is behind a link that
/// lets a fixed number a second through, so that nodes are what limits, not the few processors of the machine.
/// </summary>
internal static class HotKeyRun
{
    private const int Copies = 2;
    private const double NodeReadsPerSecond = 2500;
    private const double WarmUpSeconds = 3;
    private const double RunSeconds = 5;
    private const string NearCacheSize = "16MiB";

    public static async Task RunAsync(ResultTable table, BenchmarkOptions options)
    {
        ResultTable.Head("hot key: half of the reads on one, 4 nodes of 2,500 reads a second, RF 2, LeastLoad");
        var off = new List<Run>();
        var on = new List<Run>();
        for (var round = 0; round < options.Rounds; round++)
        {
            off.Add(await MeasureAsync(options.Scale));
            on.Add(await MeasureAsync(options.Scale, "--near-cache", NearCacheSize));
        }

        ResultTable.Figure("near cache off: reads a second", Median.Of(off.Select(run => run.Rate)), "");
        ResultTable.Figure("near cache off: busiest node's reads / mean", Median.Of(off.Select(run => run.ReadSpread)), "");
        ResultTable.Figure("near cache on: reads a second", Median.Of(on.Select(run => run.Rate)), "");
        ResultTable.Figure("near cache on: busiest node's reads / mean", Median.Of(on.Select(run => run.ReadSpread)), "");
        table.AtMost($"near cache on: busiest node's CPU / mean, median of {options.Rounds}", Median.Of(on.Select(run => run.CpuSpread)), "", 1.15);
        table.AtLeast("reads a second, on / off", Median.Of(on.Zip(off, (with, without) => with.Rate / without.Rate)), "", 1.8);
    }

    private static async Task<Run> MeasureAsync(double scale, params string[] routerArguments)
    {
        using var cluster = await SchedulingCluster.StartAsync(routerArguments);
        using var links = new SlowLinks(cluster, TimeSpan.FromSeconds(1 / NodeReadsPerSecond));
        await cluster.UseAsync(SchedulerType.LeastLoad, Copies);
        var reads = SchedulingCluster.Reads;
        byte[] Next(Random random) => reads[random.Next(2) == 0 ? 0 : random.Next(reads.Count)];
        SaturatingLoad.Run(cluster.Router.Port, WarmUpSeconds, Next, SchedulingCluster.ReplyBytes);
        var cpuBefore = cluster.Nodes.Select(WorkedSeconds).ToList();
        var readsBefore = await ReadsAsync(cluster);
        var rate = SaturatingLoad.Run(cluster.Router.Port, RunSeconds * scale, Next, SchedulingCluster.ReplyBytes);
        return new Run(
            rate,
            Spread(cluster.Nodes.Zip(cpuBefore, (node, before) => WorkedSeconds(node) - before)),
            Spread((await ReadsAsync(cluster)).Zip(readsBefore, (now, before) => now - before)));
    }

    private static double Spread(IEnumerable<double> values)
    {
        var list = values.ToList();
        return list.Max() / list.Average();
    }

    private static async Task<List<double>> ReadsAsync(SchedulingCluster cluster)
    {
        var counts = new List<double>();
        foreach (var node in cluster.Nodes)
            counts.Add(await SchedulingCluster.ReadsOfAsync(node));
        return counts;
    }

    // By thread and in nanoseconds: the hundredths of a second of /proc/PID/stat are too coarse for a node that does little.
    private static double WorkedSeconds(Server node) =>
        Directory.EnumerateDirectories($"/proc/{node.ProcessId}/task")
            .Sum(thread => double.Parse(File.ReadAllText($"{thread}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture)) * 1e-9;

    private sealed record Run(double Rate, double CpuSpread, double ReadSpread);
}
