using K8sCache.Topology;

namespace K8sCache.Benchmarks.Scheduling;

/// <summary>One of four nodes answers errors at once: its share of the reads, from a second after it began.</summary>
internal static class FailingNodeRun
{
    private const int Copies = 2;
    private const int Failing = 2;
    private const double PerSecond = 2000;
    private const double SettleSeconds = 1;
    private const double RunSeconds = 5;

    private static readonly SchedulerType[] Schedulers =
        [SchedulerType.Random, SchedulerType.LeastLoad, SchedulerType.LeastLatency, SchedulerType.Adaptive];

    public static async Task RunAsync(SchedulingCluster cluster, ResultTable table, double scale)
    {
        ResultTable.Head("one of 4 nodes answers errors at once, RF 2");
        foreach (var scheduler in Schedulers)
        {
            using var failing = new FailingNode();
            cluster.Replace(Failing, failing.Port);
            await cluster.UseAsync(scheduler, Copies);
            using var load = new ReadLoad(cluster.Router.Port, PerSecond, SchedulingCluster.Reads, seed: 3);
            await load.RunAsync(SettleSeconds);
            var (readsBefore, from) = (failing.Reads, load.Now);
            await load.RunAsync(RunSeconds * scale);
            var (reads, until) = (failing.Reads - readsBefore, load.Now);
            var samples = (await load.FinishAsync()).Between(from, until).ToList();
            var share = 100.0 * reads / samples.Count;
            if (scheduler == SchedulerType.Random)
                ResultTable.Figure($"{scheduler}: its share of the reads", share, "%");
            else
                table.AtMost($"{scheduler}: its share of the reads", share, "%", 1);
            ResultTable.Figure($"{scheduler}: failed reads", 100.0 * samples.Failures() / samples.Count, "%");
            cluster.Restore(Failing);
        }
    }
}
