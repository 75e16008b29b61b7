using K8sCache.Topology;

namespace K8sCache.Benchmarks.Scheduling;

/// <summary>
/// One of four nodes is stopped under load; every slot has two copies. Reads of keys the node does not hold must not feel
/// it, those of its keys go on with the other copy. Several times over, for a p99 of one is one
/// scheduling delay of the machine more or less; beside the same ratio of two times with nothing stopped.
/// </summary>
internal static class StoppedNodeRun
{
    private const int Copies = 2;
    private const int Stopped = 1;
    private const double PerSecond = 2000;
    private const double SettleSeconds = 1;
    private const double RunSeconds = 1.5;
    private const double BackSeconds = 1.5;
    private const int LeastRounds = 5;

    /// <summary>A read that took longer had to do with the stopped node; what else the machine does delays by less.</summary>
    private const double SlowSeconds = 0.05;
    private const double MostRecoveryMilliseconds = 300;

    public static async Task RunAsync(SchedulingCluster cluster, ResultTable table, BenchmarkOptions options)
    {
        ResultTable.Head("one of 4 nodes stopped (SIGSTOP) under load, RF 2");
        var holds = cluster.Holds(Stopped, Copies);
        var rounds = Math.Max(LeastRounds, options.Rounds);
        foreach (var scheduler in Enum.GetValues<SchedulerType>())
        {
            await cluster.UseAsync(scheduler, Copies);
            using var load = new ReadLoad(cluster.Router.Port, PerSecond, SchedulingCluster.Reads, seed: 2, group: holds);
            await load.RunAsync(SettleSeconds);
            var times = new List<(double Begin, double Before, double Stop, double End)>();
            for (var round = 0; round < rounds; round++)
                times.Add(await StopAsync(cluster, load, RunSeconds * options.Scale));
            var samples = await load.FinishAsync();
            var others = samples.Where(sample => !holds[sample.Key]).ToList();
            double P99(Func<(double Begin, double Before, double Stop, double End), (double From, double Until)> part) =>
                times.SelectMany(at => others.Between(part(at).From, part(at).Until)).Percentile(0.99);
            var before = P99(at => (at.Before, at.Stop));
            ResultTable.Figure($"{scheduler}: p99 of others before", before, "ms");
            ResultTable.Figure($"{scheduler}: ... / that of the time before that", before / P99(at => (at.Begin, at.Before)), "");
            table.AtMost($"{scheduler}: p99 of others / before", P99(at => (at.Stop, at.End)) / before, "", 1.2);
            table.AtMost(
                $"{scheduler}: reads of its slots recovered after, worst of {rounds}",
                times.Max(at => RecoveryMilliseconds(samples.Where(sample => holds[sample.Key]).Between(at.Stop - SlowSeconds, at.End), at.Stop)),
                "ms", MostRecoveryMilliseconds);
            table.AtMost($"{scheduler}: failed reads", samples.Failures(), "", 0);
        }
    }

    private static async Task<(double Begin, double Before, double Stop, double End)> StopAsync(SchedulingCluster cluster, ReadLoad load, double seconds)
    {
        await load.RunAsync(BackSeconds);
        var begin = load.Now;
        await load.RunAsync(seconds);
        var before = load.Now;
        await load.RunAsync(seconds);
        var stop = load.Now;
        ProcessSignal.Stop(cluster.Nodes[Stopped].ProcessId);
        try
        {
            await load.RunAsync(seconds);
        }
        finally
        {
            ProcessSignal.Continue(cluster.Nodes[Stopped].ProcessId);
        }

        return (begin, before, stop, load.Now);
    }

    /// <summary>From the stop until the last slow or failed read had its reply.</summary>
    private static double RecoveryMilliseconds(IEnumerable<ReadSample> samples, double stop) =>
        1000 * samples.Where(sample => sample.Failed || sample.Seconds > SlowSeconds)
            .Select(sample => sample.SentAt + sample.Seconds - stop).DefaultIfEmpty(0).Max();
}
