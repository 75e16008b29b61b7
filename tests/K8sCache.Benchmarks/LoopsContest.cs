namespace K8sCache.Benchmarks;

/// <summary>
/// A node with two loops on two CPUs beside one with one loop on one of them. The load comes from the same two CPUs, so
/// throughput also says what the generator leaves; CPU time a request does not.
/// </summary>
internal static class LoopsContest
{
    private const string BothCpus = "0,1";
    private const string OneCpu = "0";

    private static readonly IReadOnlyList<Workload> Loads =
        [new("get", 1, 120_000), new("set", 1, 120_000), new("get", 16, 1_000_000), new("set", 16, 600_000)];

    public static async Task RunAsync(BenchmarkOptions options)
    {
        using var servers = new ServerSet();
        Server[] byLoops =
        [
            await servers.AddAsync("k8scache-node-1", OneCpu, Programs.Node, port => Arguments.Node(port, threads: 1)),
            await servers.AddAsync("k8scache-node-2", BothCpus, Programs.Node, port => Arguments.Node(port, threads: 2)),
        ];
        foreach (var server in byLoops)
        {
            foreach (var workload in Workload.WarmUp)
                await LoadGenerator.RunAsync(server, workload, options.Scale);
        }

        foreach (var load in Loads)
        {
            var rounds = byLoops.ToDictionary(server => server, _ => new List<Split>());
            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var server in byLoops)
                    rounds[server].Add(await MeasureAsync(server, load, options.Scale));
            }

            Print($"node.loops.{load.Name}", [.. byLoops.Select(server => rounds[server])]);
        }
    }

    private static async Task<Split> MeasureAsync(Server server, Workload load, double scale)
    {
        var before = CpuClock.OfEndedChildren();
        var result = await LoadGenerator.RunAsync(server, load, scale, BothCpus, threads: 2);
        var generator = (CpuClock.OfEndedChildren() - before) / 1e3 / (load.Requests * scale);
        return new Split(result.RequestsPerSecond, result.CpuMicrosecondsPerRequest, generator);
    }

    private static void Print(string title, IReadOnlyList<List<Split>> byLoops)
    {
        for (var loops = 1; loops <= byLoops.Count; loops++)
        {
            var rounds = byLoops[loops - 1];
            Rows.Write($"{title}.{loops}.throughput", Median.Of(rounds.Select(split => split.PerSecond)), "requests/s");
            Rows.Write($"{title}.{loops}.cpu", Median.Of(rounds.Select(split => split.Server)), "us/request");
            Rows.Write($"{title}.{loops}.generator", Median.Of(rounds.Select(split => split.Generator)), "us/request");
            Rows.Write($"{title}.{loops}.cpus", Median.Of(rounds.Select(split => split.Cpus)), "CPUs in use");
        }

        // Each round has its own comparison, for the machine is not the same in all.
        Rows.Write($"{title}.2/1.throughput", Median.Of(byLoops[1].Zip(byLoops[0], (two, one) => two.PerSecond / one.PerSecond)), "ratio");
        Rows.Write($"{title}.2/1.cpu", Median.Of(byLoops[1].Zip(byLoops[0], (two, one) => two.Server / one.Server)), "ratio");
    }

    /// <summary>A round's throughput, and what server and generator took for a request, in microseconds.</summary>
    private readonly record struct Split(double PerSecond, double Server, double Generator)
    {
        public double Cpus => (Server + Generator) * PerSecond / 1e6;
    }
}
