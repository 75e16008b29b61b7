using System.Net;
using System.Text;
using K8sCache.Node.Tests.Harness;

namespace K8sCache.Node.Tests.Robustness;

public sealed class AdminTests
{
    [Fact]
    public async Task A_topology_is_pushed_read_back_and_an_older_one_refused()
    {
        await using var node = await TestNode.StartAsync("a");
        using var http = new HttpClient { BaseAddress = new Uri($"http://{node.Server.AdminEndPoint}") };
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri("/topology", UriKind.Relative))).StatusCode);
        Assert.Equal((HttpStatusCode.OK, """{"epoch":5}"""), await PutAsync(http, Document(5, "a", node)));
        Assert.Equal((HttpStatusCode.OK, """{"epoch":5}"""), await PutAsync(http, Document(5, "a", node)));
        Assert.Equal((HttpStatusCode.Conflict, """{"epoch":5}"""), await PutAsync(http, Document(4, "a", node)));
        Assert.Equal((HttpStatusCode.Conflict, """{"epoch":5}"""), await PutAsync(http, Document(5, "b", node)));
        var (status, problems) = await PutAsync(http, "{\"epoch\":0}");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("epoch", problems, StringComparison.Ordinal);
        Assert.Contains("nodes", problems, StringComparison.Ordinal);
        Assert.Contains("\"epoch\":5", await http.GetStringAsync(new Uri("/topology", UriKind.Relative)), StringComparison.Ordinal);
        await Eventually.True(
            async () => (await http.GetStringAsync(new Uri("/status", UriKind.Relative))).Contains("\"epoch\":5", StringComparison.Ordinal),
            "the status names the epoch");
        Assert.NotNull(node.Server.PeerEndPoint);
    }

    [Fact]
    public async Task Metrics_count_what_was_done()
    {
        await using var node = await TestNode.StartAsync();
        await using var client = await node.ConnectAsync();
        await client.ExecuteAsync("SET", "k", "v");
        await client.ExecuteAsync("GET", "k");
        await client.ExecuteAsync("GET", "none");
        await client.ExecuteAsync("NOSUCH");
        using var http = new HttpClient();
        var text = await http.GetStringAsync(new Uri($"http://{node.Server.AdminEndPoint}/metrics"));
        foreach (var line in new[]
        {
            "k8scache_node_requests_total{command=\"get\"} 2", "k8scache_node_hits_total 1", "k8scache_node_misses_total 1",
            "k8scache_node_entries 1", "k8scache_node_connections 1", "k8scache_node_request_errors_total 1",
            "k8scache_node_request_duration_seconds_count 4", "k8scache_node_topology_epoch 0",
        })
            Assert.Contains(line + "\n", text, StringComparison.Ordinal);
    }

    private static string Document(long epoch, string name, TestNode node) =>
        $$"""{"epoch":{{epoch}},"nodes":[{"name":"{{name}}","address":"{{node.EndPoint}}"}]}""";

    private static async Task<(HttpStatusCode Status, string Body)> PutAsync(HttpClient http, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await http.PutAsync(new Uri("/topology", UriKind.Relative), content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
