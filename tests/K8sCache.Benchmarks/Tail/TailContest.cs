using K8sCache.Benchmarks.MemoryUse;

namespace K8sCache.Benchmarks.Tail;

/// <summary>
/// The tail with ten million entries of 16 + 100 bytes live: our node and redis-server, each for so many seconds in slices in
/// turn, at half the rate redis-server can do. <c>--scale</c> takes fewer entries, <c>--seconds</c> the time.
/// </summary>
internal static class TailContest
{
    private const int Entries = 10_000_000;
    private const int ServerCpu = 0;
    private const int Slices = 5;

    private static readonly Workload Gets = new("get", Pipeline: 1, Requests: 60_000);

    public static async Task RunAsync(BenchmarkOptions options)
    {
        var entries = (int)(Entries * Math.Min(1, options.Scale));
        using var servers = new ServerSet();
        await servers.AddAsync("k8scache-node", ServerCpu, Programs.Node, MemoryContest.Node);
        var redis = await servers.AddAsync("redis-server", ServerCpu, Programs.Require("redis-server"), MemoryContest.Redis);
        foreach (var server in servers.All)
        {
            await Console.Error.WriteLineAsync($"loading {server.Name}");
            await Loader.LoadAsync(server, entries, expires: false, isMemcached: false);
        }

        var rate = await HalfRateAsync(redis);
        PacedRows.Run("tail", servers.All, entries, rate, TimeSpan.FromSeconds(options.Seconds), Slices);
    }

    /// <summary>Half of what it does for 50 clients without pipelining.</summary>
    public static async Task<double> HalfRateAsync(Server server)
    {
        await LoadGenerator.RunAsync(server, Gets, scale: 1);
        return (await LoadGenerator.RunAsync(server, Gets, scale: 1)).RequestsPerSecond / 2;
    }
}
