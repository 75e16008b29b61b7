using System.Net;
using System.Net.Http.Headers;
using System.Text;
using K8sCache.Hosting.Lifetime;
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
    public async Task What_changes_or_tells_something_asks_for_the_internal_identity()
    {
        var file = Path.GetTempFileName();
        const string Before = "the-token-of-yesterday", Now = "the-token-of-today-is-another";
        await File.WriteAllTextAsync(file, $"{Before}\n");
        await using var node = await TestNode.StartAsync("a", configure: options => options with { IdentityFile = file });
        using var http = new HttpClient { BaseAddress = new Uri($"http://{node.Server.AdminEndPoint}") };
        foreach (var open in new[] { "/metrics", "/healthz", "/readyz" })
            Assert.Equal(HttpStatusCode.OK, await GetAsync(http, open, null));
        foreach (var closed in new[] { "/status", "/topology", "/nothing", "/metrics/x" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(http, closed, null));
            Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(http, closed, Now));
            Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(http, closed, ""));
        }

        var (refused, _) = await PutAsync(http, Document(5, "a", node));
        Assert.Equal(HttpStatusCode.Unauthorized, refused);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(http, "/status", Before));

        // While it changes both are good; then the one before is no longer.
        await File.WriteAllTextAsync(file, $"{Now}\n{Before}\n");
        await Eventually.True(async () => await GetAsync(http, "/status", Now) == HttpStatusCode.OK, "the new token is good");
        Assert.Equal(HttpStatusCode.OK, await GetAsync(http, "/status", Before));
        await File.WriteAllTextAsync(file, $"{Now}\n");
        await Eventually.True(async () => await GetAsync(http, "/status", Before) == HttpStatusCode.Unauthorized, "the old token is not");

        // What cannot be a token changes nothing.
        await File.WriteAllTextAsync(file, "short\n");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Now);
        Assert.Equal((HttpStatusCode.OK, """{"epoch":5}"""), await PutAsync(http, Document(5, "a", node)));
        File.Delete(file);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short\n")]
    [InlineData("a token with spaces in it\n")]
    public async Task An_identity_that_cannot_be_one_ends_the_start(string content)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, content);
        var error = await Assert.ThrowsAsync<StartFailedException>(
            () => TestNode.StartAsync("a", configure: options => options with { IdentityFile = file }));
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Contains("16 to 512", error.Message, StringComparison.Ordinal);
        File.Delete(file);
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

    private static async Task<HttpStatusCode> GetAsync(HttpClient http, string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<(HttpStatusCode Status, string Body)> PutAsync(HttpClient http, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await http.PutAsync(new Uri("/topology", UriKind.Relative), content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
