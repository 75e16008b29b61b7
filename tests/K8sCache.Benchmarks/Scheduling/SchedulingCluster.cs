using System.Globalization;
using System.Net;
using System.Text;
using K8sCache.Testing.Client;
using K8sCache.Topology;
using K8sCache.Topology.Json;

namespace K8sCache.Benchmarks.Scheduling;

/// <summary>Nodes that all have all keys, a router in front of them, and the topology it goes by.</summary>
internal sealed class SchedulingCluster : IDisposable
{
    public const int NodeCount = 4;
    public const int KeyCount = 5000;

    /// <summary>Of a value as the reply to GET: its length's line, itself, an end of line.</summary>
    public const int ReplyBytes = 5 + ValueBytes + 2;

    private const int Cpus = 2;
    private const int RouterCpu = 1;
    private const int ValueBytes = 64;

    private static readonly HttpClient Http = new();
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(20);

    private readonly ServerSet _servers = new();
    private readonly TemporaryFolder _files = new();
    private readonly int _adminPort = Server.FreePort();
    private List<TopologyNode> _nodes = [];
    private long _epoch = 1;

    public IReadOnlyList<Server> Nodes { get; private set; } = [];

    public Server Router { get; private set; } = null!;

    public static string Key(int index) => $"key:{index:000000}";

    /// <summary>A read of each key.</summary>
    public static IReadOnlyList<byte[]> Reads { get; } = [.. Enumerable.Range(0, KeyCount).Select(index => ReadConnection.Command("GET", Key(index)))];

    /// <param name="routerArguments">Options of the router besides its ports.</param>
    public static async Task<SchedulingCluster> StartAsync(params string[] routerArguments)
    {
        var cluster = new SchedulingCluster();
        try
        {
            for (var index = 0; index < NodeCount; index++)
                await cluster._servers.AddAsync($"node-{index}", index % Cpus, Programs.Node, port => Arguments.Node(port));
            cluster.Nodes = [.. cluster._servers.All];
            cluster._nodes = [.. cluster.Nodes.Select(node => new TopologyNode { Name = node.Name, Address = $"127.0.0.1:{node.Port}" })];
            foreach (var node in cluster.Nodes)
                await FillAsync(node);
            var file = cluster._files.Write("topology.json", Encoding.UTF8.GetString(TopologyJson.Serialize(cluster.Document(SchedulerType.Random, 2))));
            cluster.Router = await cluster._servers.AddAsync("router", RouterCpu, Programs.Router, port => cluster.RouterOptions(port, file, routerArguments), Arguments.ReadProbe);
            await cluster.WaitUntilReadyAsync();
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <summary>Has the router go by another scheduler and number of copies; done when it does.</summary>
    public async Task UseAsync(SchedulerType scheduler, int copies)
    {
        _epoch++;
        using var body = new ByteArrayContent(TopologyJson.Serialize(Document(scheduler, copies)));
        using var response = await Http.PutAsync(new Uri($"http://127.0.0.1:{_adminPort}/topology"), body);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"the router refused a topology: {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>Puts something else in the place of a node.</summary>
    public void Replace(int node, int port) => _nodes[node] = _nodes[node] with { Name = $"other-{port}", Address = $"127.0.0.1:{port}" };

    /// <summary>Puts the node back.</summary>
    public void Restore(int node) =>
        _nodes[node] = _nodes[node] with { Name = Nodes[node].Name, Address = $"127.0.0.1:{Nodes[node].Port}" };

    /// <summary>Reads a node has answered so far.</summary>
    public static async Task<double> ReadsOfAsync(Server node)
    {
        await using var client = await RespClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, node.Port), Options);
        var text = (await client.ExecuteAsync("INFO", "stats")).Text;
        return new[] { "keyspace_hits:", "keyspace_misses:" }.Sum(field =>
            double.Parse(text.Split("\r\n").First(line => line.StartsWith(field, StringComparison.Ordinal))[field.Length..], CultureInfo.InvariantCulture));
    }

    /// <summary>Whether a node holds a copy of each key.</summary>
    public bool[] Holds(int node, int copies)
    {
        var slots = SlotMap.Compile(Document(SchedulerType.Random, copies));
        return [.. Enumerable.Range(0, KeyCount).Select(key => slots[HashSlot.Of(Encoding.ASCII.GetBytes(Key(key)))].PositionOf(node) >= 0)];
    }

    public void Dispose()
    {
        _servers.Dispose();
        _files.Dispose();
    }

    // The admin port opens after the clients' one.
    private async Task WaitUntilReadyAsync()
    {
        var time = TimeProvider.System;
        for (var since = time.GetTimestamp(); ; await Task.Delay(Poll, time))
        {
            try
            {
                using var response = await Http.GetAsync(new Uri($"http://127.0.0.1:{_adminPort}/readyz"));
                if (response.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException) when (time.GetElapsedTime(since) < ReadyWithin)
            {
                // Not yet.
            }

            if (time.GetElapsedTime(since) > ReadyWithin)
                throw new InvalidOperationException("the router does not become ready");
        }
    }

    private TopologyDocument Document(SchedulerType scheduler, int copies) => new()
    {
        Epoch = _epoch,
        Scheduler = new SchedulerSpec { Type = scheduler },
        Replication = new ReplicationSpec { Factor = copies },
        Nodes = [.. _nodes],
    };

    private IEnumerable<string> RouterOptions(int port, string topology, string[] more) =>
    [
        "--bind", "127.0.0.1", "--port", $"{port}", "--admin-port", $"{_adminPort}", "--threads", "1", "--topology", topology,
        "--log-level", "Error", .. more,
    ];

    private static RespClientOptions Options => new() { Time = TimeProvider.System, RequestTimeout = TimeSpan.FromSeconds(10) };

    // No node has a topology, so none replicates: each is given all keys.
    private static async Task FillAsync(Server node)
    {
        await using var client = await RespClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, node.Port), Options);
        var value = new string('v', ValueBytes);
        for (var index = 0; index < KeyCount; index++)
            await client.ExecuteAsync("SET", Key(index), value);
    }
}
