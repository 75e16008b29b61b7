using System.Net;
using K8sCache.Router;
using K8sCache.Router.Configuration;
using K8sCache.Topology;
using K8sCache.Topology.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.Client.Tests.Support;

/// <summary>Nodes and perhaps a router in this process; the test is their operator.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly List<TestNode> _nodes = [];
    private RouterServer? _router;
    private long _epoch;

    public IReadOnlyList<TestNode> Nodes => _nodes;

    public TestNode this[int index] => _nodes[index];

    /// <summary>The router's address.</summary>
    public string Router => _router!.EndPoint.ToString();

    public TopologyDocument Topology { get; private set; } = null!;

    /// <summary>Nodes that each hold every slot; primaries are spread over them, and the first has slot 0.</summary>
    public static async Task<TestCluster> StartAsync(
        int nodes, int factor = 1, SchedulerType scheduler = SchedulerType.Random, bool router = false, TimeProvider? time = null)
    {
        var cluster = new TestCluster();
        for (var index = 0; index < nodes; index++)
            cluster._nodes.Add(await TestNode.StartAsync($"node-{index}", time: time));
        if (router)
        {
            cluster._router = await RouterServer.StartAsync(
                new RouterOptions { Bind = IPAddress.Loopback, Port = 0, AdminPort = 0, Threads = 1 },
                NullLogger.Instance, TimeProvider.System);
        }

        await cluster.ApplyAsync(cluster.Spread([.. Enumerable.Range(0, nodes)], factor, scheduler));
        return cluster;
    }

    /// <summary>Slots in equal ranges over these nodes, each range with the following ones as further copies, all in sync.</summary>
    public TopologyDocument Spread(int[] nodes, int factor = 1, SchedulerType scheduler = SchedulerType.Random)
    {
        var width = HashSlot.Count / nodes.Length;
        return new TopologyDocument
        {
            Epoch = ++_epoch,
            Scheduler = new SchedulerSpec { Type = scheduler },
            Replication = new ReplicationSpec { Factor = factor },
            Nodes = [.. nodes.Select(node => _nodes[node].Describe())],
            Slots = [.. nodes.Select((_, index) => new SlotRange
            {
                From = index * width,
                To = index == nodes.Length - 1 ? HashSlot.Count - 1 : ((index + 1) * width) - 1,
                Copies = [.. Enumerable.Range(0, factor).Select(
                    copy => new SlotCopy(_nodes[nodes[(index + copy) % nodes.Length]].Name, CopyState.InSync))],
            })],
        };
    }

    /// <summary>Gives a topology to the nodes it names and to the router, and waits until all go by it.</summary>
    public async Task ApplyAsync(TopologyDocument topology)
    {
        Topology = topology;
        var named = _nodes.Where(node => topology.Nodes.Any(other => other.Name == node.Name)).ToList();
        foreach (var node in named)
            node.Server.Offer(topology);
        foreach (var node in named)
            await FollowsAsync(node.Address, topology.Epoch);
        if (_router is null)
            return;
        using var http = new HttpClient();
        using var content = new ByteArrayContent(TopologyJson.Serialize(topology));
        using var answer = await http.PutAsync(new Uri($"http://{_router.AdminEndPoint}/topology"), content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Stops a node as a crash would: nothing is handed over.</summary>
    public Task KillAsync(int node) => _nodes[node].DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (_router is not null)
            await _router.DisposeAsync();
        foreach (var node in _nodes)
            await node.DisposeAsync();
    }

    private static async Task FollowsAsync(string address, long epoch)
    {
        await using var client = await RawAsync(address);
        await Eventually.True(
            async () => (await client.ExecuteAsync("K8SCACHE", "TOPOLOGY", $"{epoch - 1}")) is { IsNull: false },
            $"{address} follows epoch {epoch}");
    }

    public static Task<Testing.Client.RespClient> RawAsync(string address) => Testing.Client.RespClient.ConnectAsync(
        NodeAddress.Parse(address), new Testing.Client.RespClientOptions { Time = TimeProvider.System });
}
