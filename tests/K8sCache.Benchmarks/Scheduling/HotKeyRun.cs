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
    private const double WarmUpSeconds = 4;
    private const double RunSeconds = 8;
    private const string NearCacheSize = "16MiB";

    public static async Task RunAsync(ResultTable table, double scale)
    {
        ResultTable.Head("hot key: half of the reads on one, 4 nodes of 2,500 reads a second, RF 2, LeastLoad");
        var (withoutRate, withoutSpread) = await MeasureAsync(scale);
        ResultTable.Figure("near cache off: reads a second", withoutRate, "");
        ResultTable.Figure("near cache off: busiest node's CPU / mean", withoutSpread, "");
        var (rate, spread) = await MeasureAsync(scale, "--near-cache", NearCacheSize);
        ResultTable.Figure("near cache on: reads a second", rate, "");
        table.AtMost("near cache on: busiest node's CPU / mean", spread, "", 1.15);
        table.AtLeast("reads a second, on / off", rate / withoutRate, "", 1.8);
    }

    private static async Task<(double Rate, double Spread)> MeasureAsync(double scale, params string[] routerArguments)
    {
        using var cluster = await SchedulingCluster.StartAsync(routerArguments);
        using var links = new SlowLinks(cluster, TimeSpan.FromSeconds(1 / NodeReadsPerSecond));
        await cluster.UseAsync(SchedulerType.LeastLoad, Copies);
        var reads = SchedulingCluster.Reads;
        byte[] Next(Random random) => reads[random.Next(2) == 0 ? 0 : random.Next(reads.Count)];
        SaturatingLoad.Run(cluster.Router.Port, WarmUpSeconds, Next, SchedulingCluster.ReplyBytes);
        var before = cluster.Nodes.Select(WorkedSeconds).ToList();
        var rate = SaturatingLoad.Run(cluster.Router.Port, RunSeconds * scale, Next, SchedulingCluster.ReplyBytes);
        var used = cluster.Nodes.Zip(before, (node, then) => WorkedSeconds(node) - then).ToList();
        return (rate, used.Max() / used.Average());
    }

    // By thread and in nanoseconds: the hundredths of a second of /proc/PID/stat are too coarse for a node that does little.
    private static double WorkedSeconds(Server node) =>
        Directory.EnumerateDirectories($"/proc/{node.ProcessId}/task")
            .Sum(thread => double.Parse(File.ReadAllText($"{thread}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture)) * 1e-9;
}
