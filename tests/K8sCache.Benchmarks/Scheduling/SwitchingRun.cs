using K8sCache.Topology;

namespace K8sCache.Benchmarks.Scheduling;

/// <summary>Another scheduler every second, under load.</summary>
internal static class SwitchingRun
{
    private const int Copies = 2;
    private const double PerSecond = 2000;
    private const double Seconds = 60;

    public static async Task RunAsync(SchedulingCluster cluster, ResultTable table, double scale)
    {
        var switches = Math.Max(5, (int)(Seconds * scale));
        ResultTable.Head($"scheduler switched every second, {switches} times");
        var schedulers = Enum.GetValues<SchedulerType>();
        using var load = new ReadLoad(cluster.Router.Port, PerSecond, SchedulingCluster.Reads, seed: 4);
        var longest = 0.0;
        for (var number = 0; number < switches; number++)
        {
            var began = load.Now;
            await cluster.UseAsync(schedulers[number % schedulers.Length], Copies);
            longest = Math.Max(longest, load.Now - began);
            await load.RunAsync(1);
        }

        var broken = load.Broken;
        var samples = await load.FinishAsync();
        ResultTable.Figure("reads", samples.Count, "");
        ResultTable.Figure("p99", samples.Percentile(0.99), "ms");
        ResultTable.Figure("longest time until a switch was in force", 1000 * longest, "ms");
        table.AtMost("failed reads", samples.Failures(), "", 0);
        table.AtMost("dropped connections", broken, "", 0);
    }
}
