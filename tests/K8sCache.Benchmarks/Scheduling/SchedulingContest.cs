namespace K8sCache.Benchmarks.Scheduling;

/// <summary>Schedulers on real processes: four nodes and a router of this build, with faults, under a load of fixed rate.</summary>
internal static class SchedulingContest
{
    /// <summary>Prints the table; a missed target makes the program's exit code 1.</summary>
    public static async Task RunAsync(BenchmarkOptions options)
    {
        var table = new ResultTable();
        using (var cluster = await SchedulingCluster.StartAsync())
        {
            await SlowNodeRun.RunAsync(cluster, table, options.Scale);
            await StoppedNodeRun.RunAsync(cluster, table, options.Scale);
            await FailingNodeRun.RunAsync(cluster, table, options.Scale);
            await SwitchingRun.RunAsync(cluster, table, options.Scale);
        }

        await HotKeyRun.RunAsync(table, options.Scale);
        Console.WriteLine($"\n{table.Missed} missed");
        Environment.ExitCode = table.Missed > 0 ? 1 : 0;
    }
}
