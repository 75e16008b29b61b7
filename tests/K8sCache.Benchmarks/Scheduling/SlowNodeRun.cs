using K8sCache.Topology;

namespace K8sCache.Benchmarks.Scheduling;

/// <summary>
/// One of four nodes takes ten times the median response time for each request, one at a time, so an even share of the reads
/// is more than it can do; every slot has four copies.
/// </summary>
internal static class SlowNodeRun
{
    private const int Copies = 4;
    private const int Slow = 0;
    private const double PerSecond = 2000;
    private const double SettleSeconds = 1.5;
    private const double RunSeconds = 5;
    private const double Factor = 10;
    private const double LeastMilliseconds = 3;
    private const double MostMilliseconds = 10;

    private static readonly SchedulerType[] Schedulers =
        [SchedulerType.Random, SchedulerType.LeastLoad, SchedulerType.LeastLatency, SchedulerType.Adaptive];

    public static async Task RunAsync(SchedulingCluster cluster, ResultTable table, double scale)
    {
        ResultTable.Head("one of 4 nodes 10 x slower, RF 4");
        var median = (await MeasureAsync(cluster, SchedulerType.Random, SettleSeconds)).Percentile(0.5);
        var service = Math.Clamp(Factor * median, LeastMilliseconds, MostMilliseconds);
        ResultTable.Figure("all well: p50", median, "ms");
        ResultTable.Figure("the slow node's service time", service, "ms");
        var tails = new Dictionary<SchedulerType, double>();
        foreach (var scheduler in Schedulers)
        {
            using var link = new SlowLink(cluster.Nodes[Slow].Port, TimeSpan.FromMilliseconds(service));
            cluster.Replace(Slow, link.Port);
            var samples = await MeasureAsync(cluster, scheduler, RunSeconds * scale);
            tails[scheduler] = samples.Percentile(0.99);
            ResultTable.Figure($"{scheduler}: p50", samples.Percentile(0.5), "ms");
            ResultTable.Figure($"{scheduler}: p99", tails[scheduler], "ms");
            ResultTable.Figure($"{scheduler}: failed reads", samples.Failures(), "");
            cluster.Restore(Slow);
        }

        var random = tails[SchedulerType.Random];
        table.AtMost("p99 LeastLoad / Random", tails[SchedulerType.LeastLoad] / random, "", 0.4);
        table.AtMost("p99 LeastLatency / Random", tails[SchedulerType.LeastLatency] / random, "", 0.2);
        table.AtMost("p99 Adaptive / Random", tails[SchedulerType.Adaptive] / random, "", 0.2);
    }

    private static async Task<List<ReadSample>> MeasureAsync(SchedulingCluster cluster, SchedulerType scheduler, double seconds)
    {
        await cluster.UseAsync(scheduler, Copies);
        using var load = new ReadLoad(cluster.Router.Port, PerSecond, SchedulingCluster.Reads, seed: 1);
        await load.RunAsync(SettleSeconds + seconds);
        return [.. (await load.FinishAsync()).Between(SettleSeconds, double.PositiveInfinity)];
    }
}
