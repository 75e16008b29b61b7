using System.Net;
using K8sCache.Node;
using K8sCache.Node.Configuration;
using K8sCache.Topology;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.Client.Tests.Support;

/// <summary>A node in this process, on a loopback address of its own.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private const int ClientPort = 6379;
    private const int PeerPort = 6380;

    private TestNode(NodeServer server, string name, IPAddress bind)
    {
        Server = server;
        Name = name;
        Bind = bind;
    }

    public NodeServer Server { get; }

    public string Name { get; }

    public IPAddress Bind { get; }

    public string Address => $"{Bind}:{ClientPort}";

    public static async Task<TestNode> StartAsync(
        string name = "solo", IPAddress? bind = null, TimeProvider? time = null, Func<NodeOptions, NodeOptions>? configure = null)
    {
        bind ??= LoopbackAddress.Next();
        var options = new NodeOptions
        {
            Name = name,
            Bind = bind,
            Port = ClientPort,
            PeerPort = PeerPort,
            AdminPort = 0,
            MemoryBytes = 64 << 20,
            Threads = 1,
        };
        var server = await NodeServer.StartAsync(
            configure is null ? options : configure(options), time ?? TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        return new TestNode(server, name, bind);
    }

    public TopologyNode Describe() => new()
    {
        Name = Name,
        Address = Address,
        PeerAddress = $"{Bind}:{PeerPort}",
        Instance = Server.Instance,
    };

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
