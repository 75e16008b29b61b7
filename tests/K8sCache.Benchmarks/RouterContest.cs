using System.Text.Json;

namespace K8sCache.Benchmarks;

/// <summary>
/// Our router beside nutcracker, each in front of the same redis-servers, and ours in front of our nodes. The proxies
/// have one CPU to themselves; what is behind them shares the load generator's.
/// </summary>
internal static class RouterContest
{
    private const int ProxyCpu = 0;
    private const int Backends = 2;

    public static IReadOnlyList<string> Parts { get; } = ["saturated", "large", "paced", "metrics"];

    public static async Task RunAsync(BenchmarkOptions options)
    {
        if (options.Only != "large")
            await RunShortAsync(options);
        if (options.Includes("large"))
            await RunLargeAsync(options);
    }

    private static async Task RunShortAsync(BenchmarkOptions options)
    {
        using var behind = new ServerSet();
        var redis = new List<Server>();
        var nodes = new List<Server>();
        for (var i = 0; i < Backends; i++)
        {
            redis.Add(await behind.AddAsync($"redis-{i}", LoadGenerator.Cpu, Programs.Require("redis-server"), Arguments.Redis));
            nodes.Add(await behind.AddAsync($"node-{i}", LoadGenerator.Cpu, Programs.Node, port => Arguments.Node(port)));
        }

        using var files = new TemporaryFolder();
        using var proxies = new ServerSet();
        var overRedis = files.Write("redis.json", Topology(redis));
        var overNodes = files.Write("nodes.json", Topology(nodes));
        var adminPort = Server.FreePort();
        var ours = await proxies.AddAsync(
            "k8scache-router-over-redis", ProxyCpu, Programs.Router, port => Arguments.Router(port, overRedis, adminPort), Arguments.ReadProbe);
        await proxies.AddAsync("k8scache-router-over-nodes", ProxyCpu, Programs.Router, port => Arguments.Router(port, overNodes), Arguments.ReadProbe);
        await proxies.AddIfInstalledAsync(
            "nutcracker",
            ProxyCpu,
            port => ["-c", files.Write("nutcracker.yml", Nutcracker(port, redis)), "-s", $"{Server.FreePort()}"],
            Arguments.ReadProbe);
        if (options.Includes("saturated"))
            await new Contest("router", options).RunAsync(proxies.All);
        if (options.Includes("paced"))
            await new PacedContest(options).RunAsync(redis[0], [.. proxies.All.Where(proxy => !proxy.Name.EndsWith("over-nodes", StringComparison.Ordinal))]);
        if (options.Includes("metrics"))
            await MetricsCost.RunRouterAsync(ours, adminPort, options);
    }

    /// <summary>Our router in front of one node, beside redis-server itself.</summary>
    private static async Task RunLargeAsync(BenchmarkOptions options)
    {
        using var files = new TemporaryFolder();
        using var behind = new ServerSet();
        var node = await behind.AddAsync("node-0", LoadGenerator.Cpu, Programs.Node, port => Arguments.Node(port, memory: LargeContest.Memory));
        var topology = files.Write("large.json", Topology([node]));
        using var servers = new ServerSet();
        await servers.AddAsync("k8scache-router", ProxyCpu, Programs.Router, port => Arguments.Router(port, topology), Arguments.ReadProbe);
        await LargeContest.RunAsync("router", servers, ProxyCpu, options);
    }

    /// <summary>A topology file of these servers.</summary>
    public static string Topology(IEnumerable<Server> servers) => JsonSerializer.Serialize(new
    {
        epoch = 1,
        nodes = servers.Select(server => new { name = server.Name, address = $"127.0.0.1:{server.Port}" }),
    });

    private static string Nutcracker(int port, IEnumerable<Server> servers) =>
        $"""
        bench:
          listen: 127.0.0.1:{port}
          redis: true
          hash: fnv1a_64
          distribution: ketama
          auto_eject_hosts: false
          servers:
        {string.Join('\n', servers.Select(server => $"   - 127.0.0.1:{server.Port}:1"))}
        """ + "\n";
}
