using System.Net;
using K8sCache.Node.Configuration;
using K8sCache.Resp;
using K8sCache.Testing.Client;
using K8sCache.Topology;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.Node.Tests.Harness;

/// <summary>A node in this process, on a loopback address of its own.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private const int ClientPort = 6379;
    private const int PeerPort = 6380;
    private const int AdminPort = 9090;

    private TestNode(NodeServer server, string name, IPAddress address)
    {
        Server = server;
        Name = name;
        Address = address;
    }

    public NodeServer Server { get; }

    public string Name { get; }

    public IPAddress Address { get; }

    public IPEndPoint EndPoint => Server.EndPoint;

    public static async Task<TestNode> StartAsync(
        string name = "solo", IPAddress? address = null, Func<NodeOptions, NodeOptions>? configure = null)
    {
        address ??= LoopbackAddress.Next();
        var options = new NodeOptions
        {
            Name = name,
            Bind = address,
            Port = ClientPort,
            PeerPort = PeerPort,
            AdminPort = AdminPort,
            MemoryBytes = 256 << 20,
            Threads = 2,
        };
        var server = await NodeServer.StartAsync(
            configure is null ? options : configure(options), TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        return new TestNode(server, name, address);
    }

    public TopologyNode Describe() => new()
    {
        Name = Name,
        Address = $"{Address}:{ClientPort}",
        PeerAddress = $"{Address}:{PeerPort}",
        Instance = Server.Instance,
    };

    public Task<RespClient> ConnectAsync(RespVersion version = RespVersion.Resp2) =>
        RespClient.ConnectAsync(EndPoint, new RespClientOptions { Time = TimeProvider.System, Version = version });

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
