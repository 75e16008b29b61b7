using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace K8sCache.Benchmarks.Connections;

/// <summary>
/// Ten thousand connections, half of them idle, half pipelining, without and with one that reads large values slowly:
/// what the others' latency and the server's memory make of it.
/// </summary>
internal static class ConnectionContest
{
    private const int ServerCpu = 0;
    private const int Idle = 5_000;
    private const int Active = 5_000;
    private const int ConnectAtOnce = 100;

    public static IReadOnlyList<string> Parts { get; } = ["node", "router"];

    public static async Task RunAsync(BenchmarkOptions options)
    {
        if (options.Includes("node"))
        {
            using var node = await Server.StartAsync("k8scache-node", ServerCpu, Programs.Node, port => LargeValueNode(port));
            await RunAsync("node", node, node, options);
        }

        if (options.Includes("router"))
            await RunThroughRouterAsync(options);
    }

    private static async Task RunThroughRouterAsync(BenchmarkOptions options)
    {
        using var node = await Server.StartAsync("k8scache-node", ServerCpu, Programs.Node, port => LargeValueNode(port));
        using var files = new TemporaryFolder();
        var topology = files.Write("topology.json", $$"""{"epoch":1,"nodes":[{"name":"a","address":"127.0.0.1:{{node.Port}}"}]}""");
        using var router = await Server.StartAsync(
            "k8scache-router", ServerCpu, Programs.Router, port => [.. Arguments.Router(port, topology), "--maxclients", "20000"], Arguments.ReadProbe);
        await RunAsync("router", router, node, options);
    }

    private static IEnumerable<string> LargeValueNode(int port) =>
        [.. Arguments.Node(port), "--maxclients", "20000", "--proto-max-bulk-len", "128MiB"];

    private static async Task RunAsync(string title, Server server, Server node, BenchmarkOptions options)
    {
        var seconds = TimeSpan.FromSeconds(10 * options.Scale);
        await FillAsync(node);
        var idle = new List<Socket>();
        var active = new List<BatchLoop>();
        using var slow = new SlowReader();
        try
        {
            var before = server.ResidentBytes;
            await ConnectAsync(server.Port, idle, active);
            Row($"{title}.connections", idle.Count + active.Count, "connections");
            Row($"{title}.memory_per_idle_connection", (server.ResidentBytes - before) / (double)(Idle + Active), "B");
            await MeasureAsync(active, seconds / 2);

            var without = await MeasureAsync(active, seconds);
            var rssWithout = server.ResidentBytes;
            await slow.ConnectAsync(node.Port, server.Port);
            using var stop = new CancellationTokenSource();
            var reading = slow.RunAsync(TimeProvider.System, stop.Token);
            var with = await MeasureAsync(active, seconds);
            var rssWith = server.ResidentBytes;
            await stop.CancelAsync();
            await reading;

            Row($"{title}.p99_without_slow_reader", without, "ms/batch");
            Row($"{title}.p99_with_slow_reader", with, "ms/batch");
            Row($"{title}.p99_ratio", with / without, "ratio");
            Row($"{title}.rss_without_slow_reader", rssWithout / 1048576.0, "MiB");
            Row($"{title}.rss_with_slow_reader", rssWith / 1048576.0, "MiB");
            Row($"{title}.slow_reader_read", slow.BytesRead / 1048576.0, "MiB");
        }
        finally
        {
            idle.ForEach(socket => socket.Dispose());
            active.ForEach(loop => loop.Dispose());
        }
    }

    private static async Task FillAsync(Server node)
    {
        await using var client = await Testing.Client.RespClient.ConnectAsync(
            new IPEndPoint(IPAddress.Loopback, node.Port), new Testing.Client.RespClientOptions { Time = TimeProvider.System });
        for (var i = 0; i < BatchLoop.Depth; i++)
            await client.ExecuteAsync(["SET", $"k{i:000}", new string('x', BatchLoop.ValueBytes)]);
    }

    private static async Task ConnectAsync(int port, List<Socket> idle, List<BatchLoop> active)
    {
        for (var opened = 0; opened < Idle; opened += ConnectAtOnce)
        {
            for (var i = 0; i < ConnectAtOnce; i++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                idle.Add(socket);
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
                var loop = new BatchLoop();
                active.Add(loop);
                await loop.ConnectAsync(port);
            }
        }
    }

    private static async Task<double> MeasureAsync(List<BatchLoop> active, TimeSpan duration)
    {
        using var stop = new CancellationTokenSource(duration, TimeProvider.System);
        var lists = active.ConvertAll(_ => new List<double>());
        await Task.WhenAll(active.Select((loop, i) => loop.RunAsync(lists[i], TimeProvider.System, stop.Token)));
        var all = lists.SelectMany(list => list).Order().ToList();
        return all[(int)(all.Count * 0.99)];
    }

    private static void Row(string name, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{value:0.###}\t{unit}"));
}
