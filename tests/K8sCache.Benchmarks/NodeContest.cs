using K8sCache.Benchmarks.MemoryUse;
using K8sCache.Benchmarks.Tail;

namespace K8sCache.Benchmarks;

/// <summary>Our node beside the servers it is to be compared with, those that are installed.</summary>
internal static class NodeContest
{
    private const int ServerCpu = 0;
    private const int PacedEntries = 100_000;
    private const int PacedSeconds = 3;

    public static IReadOnlyList<string> Parts { get; } = ["saturated", "large", "paced", "loops", "metrics"];

    public static async Task RunAsync(BenchmarkOptions options)
    {
        if (options.Includes("saturated") || options.Includes("paced"))
            await RunBesideOthersAsync(options);
        if (options.Includes("large"))
            await RunLargeAsync(options);
        if (options.Includes("loops"))
            await LoopsContest.RunAsync(options);
        if (options.Includes("metrics"))
            await RunMetricsAsync(options);
    }

    private static async Task RunLargeAsync(BenchmarkOptions options)
    {
        using var servers = new ServerSet();
        await servers.AddAsync("k8scache-node", ServerCpu, Programs.Node, port => Arguments.Node(port, memory: LargeContest.Memory));
        await LargeContest.RunAsync("node", servers, ServerCpu, options);
    }

    private static async Task RunBesideOthersAsync(BenchmarkOptions options)
    {
        using var servers = new ServerSet();
        await servers.AddAsync("k8scache-node", ServerCpu, Programs.Node, port => Arguments.Node(port));
        await servers.AddIfInstalledAsync("redis-server", ServerCpu, Arguments.Redis);
        await servers.AddIfInstalledAsync("valkey-server", ServerCpu, Arguments.Redis);
        await servers.AddIfInstalledAsync("garnet-server", ServerCpu, Arguments.Garnet);
        if (options.Includes("saturated"))
            await new Contest("node", options).RunAsync(servers.All, Workload.Longer);
        if (options.Includes("paced"))
            await RunPacedAsync(servers.All, options);
    }

    private static async Task RunMetricsAsync(BenchmarkOptions options)
    {
        using var servers = new ServerSet();
        var adminPort = Server.FreePort();
        var node = await servers.AddAsync("k8scache-node", ServerCpu, Programs.Node, port => Arguments.Node(port, adminPort: adminPort));
        await MetricsCost.RunNodeAsync(node, adminPort, options);
    }

    /// <summary>The tail at half the rate redis-server can do.</summary>
    private static async Task RunPacedAsync(IReadOnlyList<Server> servers, BenchmarkOptions options)
    {
        if (servers.FirstOrDefault(server => server.Name == "redis-server") is not { } redis)
            return;
        foreach (var server in servers)
            await Loader.LoadAsync(server, PacedEntries, expires: false, isMemcached: false);
        var rate = await TailContest.HalfRateAsync(redis);
        PacedRows.Run("node.paced", servers, PacedEntries, rate, TimeSpan.FromSeconds(PacedSeconds * options.Scale), options.Rounds);
    }
}
