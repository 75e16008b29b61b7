using K8sCache.Benchmarks.MemoryUse;

namespace K8sCache.Benchmarks.Tail;

/// <summary>
/// The tail with entries of 16 + 100 bytes live, few and many: our node and redis-server, in turn, each <c>--rounds</c> times for
/// <c>--seconds</c>, at half the rate redis-server can do. <c>--scale</c> takes fewer entries.
/// </summary>
internal static class TailContest
{
    private const int ServerCpu = 0;

    private static readonly Workload Gets = new("get", Pipeline: 1, Requests: 60_000);

    private static readonly IReadOnlyDictionary<string, int> Entries = new OrderedDictionary<string, int> { ["100k"] = 100_000, ["10m"] = 10_000_000 };

    public static IReadOnlyList<string> Parts { get; } = [.. Entries.Keys];

    public static async Task RunAsync(BenchmarkOptions options)
    {
        foreach (var (part, entries) in Entries)
        {
            if (options.Includes(part))
                await RunAsync(part, (int)(entries * Math.Min(1, options.Scale)), options);
        }
    }

    /// <summary>Half of what it does for 50 clients without pipelining.</summary>
    public static async Task<double> HalfRateAsync(Server server)
    {
        await LoadGenerator.RunAsync(server, Gets, scale: 1);
        return (await LoadGenerator.RunAsync(server, Gets, scale: 1)).RequestsPerSecond / 2;
    }

    private static async Task RunAsync(string part, int entries, BenchmarkOptions options)
    {
        using var servers = new ServerSet();
        await servers.AddAsync("k8scache-node", ServerCpu, Programs.Node, MemoryContest.Node);
        var redis = await servers.AddAsync("redis-server", ServerCpu, Programs.Require("redis-server"), MemoryContest.Redis);
        foreach (var server in servers.All)
        {
            await Console.Error.WriteLineAsync($"loading {server.Name}");
            await Loader.LoadAsync(server, entries, expires: false, isMemcached: false);
        }

        var rate = await HalfRateAsync(redis);
        PacedRows.Run($"tail.{part}", servers.All, entries, rate, TimeSpan.FromSeconds(options.Seconds), options.Rounds);
    }
}
