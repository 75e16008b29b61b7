using K8sCache.Client.Tests.Support;
using K8sCache.Topology.Json;

namespace K8sCache.Client.Tests;

/// <summary>K8SCACHE TOPOLOGY, which the client lives by, at nodes and routers.</summary>
public sealed class TopologyCommandTests
{
    [Fact]
    public async Task Node_and_router_answer_the_document_above_the_epoch_given()
    {
        await using var cluster = await TestCluster.StartAsync(2, router: true);
        foreach (var address in new[] { cluster[0].Address, cluster[1].Address, cluster.Router })
        {
            await using var client = await TestCluster.RawAsync(address);
            var document = TopologyJson.Parse((await client.ExecuteAsync("K8SCACHE", "TOPOLOGY")).Bytes.Span).Document;
            Assert.Equal(cluster.Topology, document);
            Assert.False((await client.ExecuteAsync("K8SCACHE", "TOPOLOGY", "0")).IsNull);
            Assert.True((await client.ExecuteAsync("K8SCACHE", "TOPOLOGY", $"{cluster.Topology.Epoch}")).IsNull);
            Assert.Equal("ERR value is not an integer or out of range", (await client.ExecuteAsync("K8SCACHE", "TOPOLOGY", "x")).Text);
            Assert.Equal("ERR syntax error", (await client.ExecuteAsync("K8SCACHE", "TOPOLOGY", "1", "2")).Text);
        }
    }

    [Fact]
    public async Task A_node_without_a_topology_answers_null()
    {
        await using var node = await TestNode.StartAsync();
        await using var client = await TestCluster.RawAsync(node.Address);
        Assert.True((await client.ExecuteAsync("K8SCACHE", "TOPOLOGY")).IsNull);
    }
}
