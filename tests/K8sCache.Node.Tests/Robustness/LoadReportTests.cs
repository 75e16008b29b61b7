using System.Globalization;
using K8sCache.Node.Tests.Harness;

namespace K8sCache.Node.Tests.Robustness;

public sealed class LoadReportTests
{
    [Fact]
    public async Task Who_asks_for_reports_gets_one_a_batch_ahead_of_its_replies()
    {
        await using var node = await TestNode.StartAsync();
        using var router = await RawClient.ConnectAsync(node.EndPoint);
        Assert.Equal("+OK\r\n", await router.AskAsync("K8SCACHE REPORT ON"));
        await router.SendAsync(RawClient.Encode("SET k v"));
        Assert.StartsWith(">3\r\n$4\r\nload\r\n:", await router.ReadTextAsync(), StringComparison.Ordinal);
        Assert.Equal("+OK\r\n", await router.ReadTextAsync());
        await router.SendAsync(RawClient.Encode("GET k"));
        await router.ReadTextAsync();
        Assert.Equal("$1\r\nv\r\n", await router.ReadTextAsync());

        // Now that there was a hit, the service time is known.
        await router.SendAsync(RawClient.Encode("GET k"));
        var report = (await router.ReadTextAsync())!.Split("\r\n");
        Assert.True(long.Parse(report[^2][1..], CultureInfo.InvariantCulture) > 0);
        await router.ReadTextAsync();
        await router.SendAsync(RawClient.Encode("K8SCACHE REPORT OFF"));
        await router.ReadTextAsync();
        Assert.Equal("+OK\r\n", await router.ReadTextAsync());
        Assert.Equal("$1\r\nv\r\n", await router.AskAsync("GET k"));
    }

    [Fact]
    public async Task What_only_nodes_may_say_is_refused_on_the_clients_port()
    {
        await using var node = await TestNode.StartAsync();
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        foreach (var command in new[] { "PEER x", "APPLY 1 h k v", "FETCH 1 0-5 0", "FLUSH 1 5 0-5" })
            Assert.StartsWith("-ERR only other nodes", await client.AskAsync($"K8SCACHE {command}"), StringComparison.Ordinal);
    }
}
