using System.Net;
using System.Text.Json;
using K8sCache.Node.Tests.Clusters;
using K8sCache.Router;
using K8sCache.Router.Configuration;
using K8sCache.Topology.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.Node.Tests.Differential;

/// <summary>Nodes with the slots spread over them, and a router before them.</summary>
internal sealed class RoutedCluster : IAsyncDisposable
{
    private readonly TestCluster _nodes;
    private readonly RouterServer _router;

    private RoutedCluster(TestCluster nodes, RouterServer router) => (_nodes, _router) = (nodes, router);

    public IPEndPoint EndPoint => _router.EndPoint;

    public static async Task<RoutedCluster> StartAsync(int nodes, int factor)
    {
        var cluster = await TestCluster.StartAsync(nodes);
        var topology = cluster.Spread(factor);
        await cluster.ApplyAsync(topology);
        // Patient: on a machine that stands still for a second nothing may be answered with an error.
        var patience = TimeSpan.FromSeconds(20);
        var router = await RouterServer.StartAsync(
            new RouterOptions
            {
                Bind = IPAddress.Loopback,
                Port = 0,
                AdminPort = 0,
                Threads = 1,
                RequestTimeout = patience,
                StallTimeout = patience,
                RerouteTimeout = patience,
            },
            NullLogger.Instance, TimeProvider.System);
        using var admin = new HttpClient { BaseAddress = new Uri($"http://{router.AdminEndPoint}") };
        using var content = new ByteArrayContent(TopologyJson.Serialize(topology));
        using var answer = await admin.PutAsync(new Uri("/topology", UriKind.Relative), content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        await Eventually.True(
            async () =>
            {
                using var status = JsonDocument.Parse(await admin.GetStringAsync(new Uri("/status", UriKind.Relative)));
                return status.RootElement.GetProperty("nodes").EnumerateArray().All(node => node.GetProperty("up").GetBoolean());
            },
            "all nodes are up");
        return new RoutedCluster(cluster, router);
    }

    public async ValueTask DisposeAsync()
    {
        await _router.DisposeAsync();
        await _nodes.DisposeAsync();
    }
}
