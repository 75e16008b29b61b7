using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using K8sCache.Router;
using K8sCache.Router.Configuration;
using K8sCache.Topology;
using K8sCache.Topology.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.Fuzz;

/// <summary>A router in this process over nodes that answer as a target says. It serves until the process ends.</summary>
internal sealed class FuzzedRouter
{
    public const int Nodes = 3;

    private readonly Lock _gate = new();
    private readonly FuzzedUpstream[] _nodes = [.. Enumerable.Range(0, Nodes).Select(_ => new FuzzedUpstream())];
    private readonly TopologyDocument _topology;
    private readonly SlotMap _slots;
    private readonly RouterServer _server;
    private FuzzConnection? _connection;

    [SuppressMessage("Usage", "VSTHRD002", Justification = "Targets are synchronous, and nothing waits for this thread.")]
    public FuzzedRouter()
    {
        _topology = new TopologyDocument
        {
            Epoch = 1,
            Scheduler = new SchedulerSpec { Type = SchedulerType.Hash },
            Nodes = [.. _nodes.Select((node, index) => new TopologyNode { Name = $"n{index}", Address = node.Address })],
        };
        _slots = SlotMap.Compile(_topology);
        _server = Task.Run(StartAsync).GetAwaiter().GetResult();
    }

    /// <summary>Whether keys are of several nodes, so that a request of them is split.</summary>
    public bool Splits(ReadOnlySpan<string> keys)
    {
        var first = OwnerOf(keys[0]);
        foreach (var key in keys)
        {
            if (OwnerOf(key) != first)
                return true;
        }

        return false;
    }

    /// <summary>The replies to the requests; behind them the router must answer a PING.</summary>
    public List<byte[]> Exchange(ReadOnlySpan<byte> requests, UpstreamManner manner, int seed, int version)
    {
        lock (_gate)
        {
            try
            {
                for (var index = 0; index < Nodes; index++)
                    _nodes[index].Behave(manner, seed + index);
                _connection ??= new FuzzConnection(_server.EndPoint);
                _connection.Exchange(Encoding.ASCII.GetBytes($"HELLO {version}\r\n"), 1);
                var replies = _connection.Exchange(requests, FuzzConnection.CountRequests(requests));
                Ensure.Equal("+PONG\r\n", Encoding.ASCII.GetString(_connection.Exchange("PING\r\n"u8, 1)[0]), "the answer to a PING behind it");
                return replies;
            }
            catch
            {
                _connection?.Dispose();
                _connection = null;
                throw;
            }
        }
    }

    private async Task<RouterServer> StartAsync()
    {
        var options = new RouterOptions
        {
            Bind = IPAddress.Loopback,
            Port = 0,
            AdminPort = 0,
            Threads = 1,
            RequestTimeout = TimeSpan.FromSeconds(10),
            SuspectTimeout = TimeSpan.FromSeconds(10),
            StallTimeout = TimeSpan.FromSeconds(10),
            RerouteTimeout = TimeSpan.FromMilliseconds(100),
        };
        var server = await RouterServer.StartAsync(options, NullLogger.Instance, TimeProvider.System);
        using var admin = new HttpClient();
        using var content = new ByteArrayContent(TopologyJson.Serialize(_topology));
        using var answer = await admin.PutAsync(new Uri($"http://{server.AdminEndPoint}/topology"), content);
        answer.EnsureSuccessStatusCode();
        return server;
    }

    private int OwnerOf(string key) => _slots[HashSlot.Of(Encoding.ASCII.GetBytes(key))].Primary;
}
