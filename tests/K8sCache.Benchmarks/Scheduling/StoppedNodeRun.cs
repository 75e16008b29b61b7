using K8sCache.Topology;

namespace K8sCache.Benchmarks.Scheduling;

/// <summary>
/// One of four nodes is stopped under load; every slot has two copies. Reads of keys the node does not hold must not feel
/// it, those of its keys go on with the other copy.
/// </summary>
internal static class StoppedNodeRun
{
    private const int Copies = 2;
    private const int Stopped = 1;
    private const double PerSecond = 2000;
    private const double SettleSeconds = 1;
    private const double RunSeconds = 4;
    private const double BackSeconds = 1.5;

    /// <summary>A read that took longer had to do with the stopped node; what else the machine does delays by less.</summary>
    private const double SlowSeconds = 0.05;
    private const double MostRecoveryMilliseconds = 300;

    public static async Task RunAsync(SchedulingCluster cluster, ResultTable table, double scale)
    {
        ResultTable.Head("one of 4 nodes stopped (SIGSTOP) under load, RF 2");
        var holds = cluster.Holds(Stopped, Copies);
        foreach (var scheduler in Enum.GetValues<SchedulerType>())
        {
            await cluster.UseAsync(scheduler, Copies);
            using var load = new ReadLoad(cluster.Router.Port, PerSecond, SchedulingCluster.Reads, seed: 2, group: holds);
            await load.RunAsync(SettleSeconds + (RunSeconds * scale));
            var stoppedAt = load.Now;
            ProcessSignal.Stop(cluster.Nodes[Stopped].ProcessId);
            try
            {
                await load.RunAsync(RunSeconds * scale);
            }
            finally
            {
                ProcessSignal.Continue(cluster.Nodes[Stopped].ProcessId);
            }

            var continuedAt = load.Now;
            await load.RunAsync(BackSeconds);
            var samples = await load.FinishAsync();
            var others = samples.Where(sample => !holds[sample.Key]).ToList();
            var before = others.Between(SettleSeconds, stoppedAt).Percentile(0.99);
            var after = others.Between(stoppedAt, continuedAt).Percentile(0.99);
            var slow = samples.Between(stoppedAt - SlowSeconds, continuedAt)
                .Where(sample => holds[sample.Key] && (sample.Failed || sample.Seconds > SlowSeconds)).ToList();
            var recovery = slow.Count == 0 ? 0 : 1000 * (slow.Max(sample => sample.SentAt + sample.Seconds) - stoppedAt);
            ResultTable.Figure($"{scheduler}: p99 of others before", before, "ms");
            table.AtMost($"{scheduler}: p99 of others / before", after / before, "", 1.2);
            table.AtMost($"{scheduler}: reads of its slots recovered after", recovery, "ms", MostRecoveryMilliseconds);
            ResultTable.Figure($"{scheduler}: of its reads slow, failed", slow.Count, $"of {samples.Between(stoppedAt, continuedAt).Count(sample => holds[sample.Key])}");
            table.AtMost($"{scheduler}: failed reads", samples.Failures(), "", 0);
        }
    }
}
