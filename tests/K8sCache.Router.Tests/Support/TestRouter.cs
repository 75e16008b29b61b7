using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using K8sCache.Resp;
using K8sCache.Router.Configuration;
using K8sCache.Testing.Client;
using K8sCache.Topology;
using K8sCache.Topology.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.Router.Tests.Support;

/// <summary>A router in this process with short timeouts, and what tests do with one.</summary>
internal sealed class TestRouter : IAsyncDisposable
{
    private readonly HttpClient _admin;

    private TestRouter(RouterServer server)
    {
        Server = server;
        _admin = new HttpClient { BaseAddress = new Uri($"http://{server.AdminEndPoint}") };
    }

    public static RouterOptions Options { get; } = new()
    {
        Bind = IPAddress.Loopback,
        Port = 0,
        AdminPort = 0,
        Threads = 2,
        DrainDelay = TimeSpan.Zero,
        StallTimeout = TimeSpan.FromMilliseconds(400),
        RerouteTimeout = TimeSpan.FromMilliseconds(500),
    };

    public RouterServer Server { get; }

    public static async Task<TestRouter> StartAsync(RouterOptions? options = null, TimeProvider? time = null) =>
        new(await RouterServer.StartAsync(options ?? Options, NullLogger.Instance, time ?? TimeProvider.System));

    /// <summary>A router over these nodes, each a copy of every slot when the factor says so, all reachable.</summary>
    public static async Task<TestRouter> OverAsync(
        IReadOnlyList<string> addresses, SchedulerType scheduler = SchedulerType.Hash, int factor = 1, RouterOptions? options = null)
    {
        var router = await StartAsync(options);
        await router.PutAsync(Topology(1, addresses, scheduler, factor));
        await Eventually.True(async () => (await router.StatusAsync()).GetProperty("nodes").EnumerateArray().All(node => node.GetProperty("up").GetBoolean()), "all nodes are up");
        return router;
    }

    public static TopologyDocument Topology(
        long epoch, IReadOnlyList<string> addresses, SchedulerType scheduler = SchedulerType.Hash, int factor = 1) => new()
        {
            Epoch = epoch,
            Scheduler = new SchedulerSpec { Type = scheduler },
            Replication = new ReplicationSpec { Factor = factor },
            Nodes = [.. addresses.Select((address, index) => new TopologyNode { Name = $"n{index}", Address = address })],
        };

    /// <summary>Which of that many nodes is primary of a key's slot in such a topology.</summary>
    public static int OwnerOf(string key, int nodes) => SlotMap
        .Compile(Topology(1, [.. Enumerable.Range(1, nodes).Select(index => $"127.0.0.1:{index}")]))[HashSlot.Of(Encoding.UTF8.GetBytes(key))].Primary;

    public Task<RespClient> ConnectAsync(RespVersion version = RespVersion.Resp2, string? password = null) => RespClient.ConnectAsync(
        Server.EndPoint, new RespClientOptions
        {
            Time = TimeProvider.System,
            Version = version,
            Password = password,
            RequestTimeout = TimeSpan.FromSeconds(20),
        });

    public async Task<RawClient> ConnectRawAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(Server.EndPoint);
        return new RawClient(socket);
    }

    public Task PutAsync(TopologyDocument document) => PutAsync(Encoding.UTF8.GetString(TopologyJson.Serialize(document)), HttpStatusCode.OK);

    public async Task<string> PutAsync(string json, HttpStatusCode expected)
    {
        using var content = new StringContent(json);
        using var response = await _admin.PutAsync(new Uri("/topology", UriKind.Relative), content);
        Assert.Equal(expected, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _admin.GetAsync(new Uri(path, UriKind.Relative));

    public async Task<JsonElement> StatusAsync()
    {
        using var response = await GetAsync("/status");
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return json.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await Server.DisposeAsync();
    }
}
