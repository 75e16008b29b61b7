namespace K8sCache.Benchmarks.Scheduling;

/// <summary>Schedulers on real processes: four nodes and a router of this build, with faults, under a load of fixed rate.</summary>
internal static class SchedulingContest
{
    /// <summary>What runs, in this order; each on a cluster of its own, so that none finds what another left.</summary>
    public static IReadOnlyDictionary<string, Func<ResultTable, BenchmarkOptions, Task>> Parts { get; } =
        new OrderedDictionary<string, Func<ResultTable, BenchmarkOptions, Task>>
        {
            ["slow"] = (table, options) => OnClusterAsync(cluster => SlowNodeRun.RunAsync(cluster, table, options.Scale)),
            ["stopped"] = (table, options) => OnClusterAsync(cluster => StoppedNodeRun.RunAsync(cluster, table, options)),
            ["failing"] = (table, options) => OnClusterAsync(cluster => FailingNodeRun.RunAsync(cluster, table, options.Scale)),
            ["switching"] = (table, options) => OnClusterAsync(cluster => SwitchingRun.RunAsync(cluster, table, options.Scale)),
            ["hot-key"] = HotKeyRun.RunAsync,
        };

    /// <summary>Prints the table; a missed target makes the program's exit code 1.</summary>
    public static async Task RunAsync(BenchmarkOptions options)
    {
        var table = new ResultTable();
        foreach (var (name, run) in Parts)
        {
            if (options.Includes(name))
                await run(table, options);
        }

        Console.WriteLine($"\n{table.Missed} missed");
        Environment.ExitCode = table.Missed > 0 ? 1 : 0;
    }

    private static async Task OnClusterAsync(Func<SchedulingCluster, Task> run)
    {
        using var cluster = await SchedulingCluster.StartAsync();
        await run(cluster);
    }
}
