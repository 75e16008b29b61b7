using System.Text.Json;

namespace K8sCache.Benchmarks;

/// <summary>
/// What three nodes and two routers of a cluster at rest, and a redis-server beside them, take of a CPU for
/// <c>--seconds</c>: left alone, and asked each second, as Kubernetes and the operator do, whether they are ready and how they are.
/// All with as many loops as they would have by themselves.
/// </summary>
internal static class IdleContest
{
    private const int Nodes = 3;
    private const int Routers = 2;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollPeriod = TimeSpan.FromSeconds(1);
    private static readonly string[] Polled = ["readyz", "status"];

    private static readonly string AllCpus = $"0-{Environment.ProcessorCount - 1}";

    public static IReadOnlyList<string> Parts { get; } = ["alone", "polled"];

    public static async Task RunAsync(BenchmarkOptions options)
    {
        using var files = new TemporaryFolder();
        using var servers = new ServerSet();
        var topology = files.PathOf("topology.json");
        var nodes = new List<(string Name, int Port, int PeerPort)>();
        var adminPorts = new List<int>();
        for (var node = 0; node < Nodes; node++)
        {
            var (name, peerPort) = ($"node-{node}", Server.FreePort());
            adminPorts.Add(Server.FreePort());
            var server = await servers.AddAsync(
                name, AllCpus, Programs.Node,
                port => [.. Common(port, adminPorts[^1], topology), "--name", name, "--peer-port", $"{peerPort}", "--memory", "256MiB"]);
            nodes.Add((name, server.Port, peerPort));
        }

        // They watch for it, as for a ConfigMap that comes after them.
        files.Write("topology.json", Topology(nodes));
        for (var router = 0; router < Routers; router++)
        {
            adminPorts.Add(Server.FreePort());
            await servers.AddAsync(
                $"router-{router}", AllCpus, Programs.Router, port => Common(port, adminPorts[^1], topology), Arguments.ReadProbe);
        }

        await servers.AddAsync("redis-server", AllCpus, Programs.Require("redis-server"), Arguments.Redis);
        var table = new ResultTable();
        if (options.Includes("alone"))
            Report(table, "left alone", await MeasureAsync(servers.All, options, []));
        if (options.Includes("polled"))
            Report(table, "asked for readiness and status each second", await MeasureAsync(servers.All, options, adminPorts));
        Environment.ExitCode = table.Missed > 0 ? 1 : 0;
    }

    private static string Topology(IEnumerable<(string Name, int Port, int PeerPort)> nodes) => JsonSerializer.Serialize(new
    {
        epoch = 1,
        scheduler = new { type = "LeastLatency" },
        replication = new { factor = 2 },
        nodes = nodes.Select(node => new { name = node.Name, address = $"127.0.0.1:{node.Port}", peerAddress = $"127.0.0.1:{node.PeerPort}" }),
    });

    private static IEnumerable<string> Common(int port, int adminPort, string topology) =>
        ["--bind", "127.0.0.1", "--port", $"{port}", "--admin-port", $"{adminPort}", "--topology", topology, "--log-level", "Warning"];

    /// <summary>In per cent of a CPU, by server.</summary>
    private static async Task<Dictionary<string, double>> MeasureAsync(
        IReadOnlyList<Server> servers, BenchmarkOptions options, IReadOnlyList<int> adminPorts)
    {
        using var http = new HttpClient();
        await PassAsync(http, adminPorts, Settle);
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        var before = servers.Select(server => server.CpuTime).ToList();
        await PassAsync(http, adminPorts, TimeSpan.FromSeconds(options.Seconds * options.Scale));
        var passed = time.GetElapsedTime(start);
        return servers.Zip(before).ToDictionary(pair => pair.First.Name, pair => (pair.First.CpuTime - pair.Second) / passed * 100);
    }

    private static async Task PassAsync(HttpClient http, IReadOnlyList<int> adminPorts, TimeSpan length)
    {
        var time = TimeProvider.System;
        using var timer = new PeriodicTimer(PollPeriod, time);
        for (var start = time.GetTimestamp(); time.GetElapsedTime(start) < length; await timer.WaitForNextTickAsync())
        {
            foreach (var port in adminPorts)
            {
                foreach (var path in Polled)
                    await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/{path}"));
            }
        }
    }

    private static void Report(ResultTable table, string title, Dictionary<string, double> shares)
    {
        var redis = shares["redis-server"];
        ResultTable.Head($"at rest, {title}");
        ResultTable.Figure("redis-server", redis, "%");
        foreach (var (name, share) in shares.Where(share => share.Key != "redis-server"))
        {
            ResultTable.Figure(name, share, "%");
            table.AtMost($"{name} / redis-server", share / redis, "ratio", 1);
        }
    }
}
