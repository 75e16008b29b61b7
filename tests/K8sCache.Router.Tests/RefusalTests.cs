using System.Text;
using K8sCache.Router.Tests.Support;
using K8sCache.Topology;

namespace K8sCache.Router.Tests;

/// <summary>What clients see of nodes that refuse a slot or are loading: another copy, the new owner, or an error in bounded time.</summary>
public sealed class RefusalTests : FakeNodeTests
{
    [Fact]
    public async Task MOVED_is_followed_and_a_circle_of_it_ends()
    {
        await using var router = await OverAsync(SchedulerType.Hash);
        Nodes[2].Entries["a"] = "found";
        Nodes[0].Override = words => words[0] == "GET" ? Moved(words[1], Nodes[2]) : null;
        Nodes[1].Override = words => words[0] == "GET" ? Moved(words[1], Nodes[2]) : null;
        await using var client = await router.ConnectAsync();
        Assert.Equal("found", (await client.ExecuteAsync("GET", "a")).Text);

        Nodes[2].Override = words => words[0] == "GET" ? Moved(words[1], Nodes[0]) : null;
        var circle = await client.ExecuteAsync("GET", "a");
        Assert.True(circle.IsError);
        Assert.InRange(Nodes.Sum(node => node.Count("GET")), 5, 400);
    }

    [Fact]
    public async Task MOVED_to_an_unknown_node_waits_for_the_topology_that_knows_it()
    {
        var options = TestRouter.Options with { RerouteTimeout = TimeSpan.FromSeconds(30), RequestTimeout = TimeSpan.FromSeconds(30) };
        await using var router = await TestRouter.OverAsync([Nodes[0].Address], options: options);
        await using var client = await router.ConnectAsync();
        Nodes[0].Override = words => Moved(words[1], Nodes[1]);
        var write = client.ExecuteAsync("SET", "a", "1");
        await Eventually.True(() => Nodes[0].Count("SET") > 0, "the old node was asked");
        await router.PutAsync(TestRouter.Topology(2, [Nodes[1].Address]));
        Assert.Equal("OK", (await write).Text);
        Assert.Equal("1", Nodes[1].Entries["a"]);
    }

    [Fact]
    public async Task LOADING_sends_reads_to_another_copy_and_lets_writes_wait()
    {
        await using var router = await OverAsync(SchedulerType.Hash, factor: 2);
        FillAll(20);
        Nodes[0].Override = _ => Encoding.ASCII.GetBytes("-LOADING starting\r\n");
        await using var client = await router.ConnectAsync();
        for (var key = 0; key < 20; key++)
            Assert.Equal("v", (await client.ExecuteAsync("GET", $"key{key}")).Text);
        var writes = Enumerable.Range(0, 20).Select(key => client.ExecuteAsync("SET", $"key{key}", "w")).ToList();
        await Eventually.True(() => Nodes[0].Count("SET") > 0, "a write was refused");
        Nodes[0].Override = null;
        Assert.All(await Task.WhenAll(writes), reply => Assert.Equal("OK", reply.Text));
    }

    [Fact]
    public async Task A_read_that_no_copy_can_serve_waits_instead_of_going_round_and_round()
    {
        await using var router = await OverAsync(SchedulerType.Hash, factor: 3);
        foreach (var node in Nodes)
            node.Override = words => words[0] == "GET" ? Encoding.ASCII.GetBytes("-LOADING starting\r\n") : null;
        await using var client = await router.ConnectAsync();
        Assert.True((await client.ExecuteAsync("GET", "a")).IsError);
        Assert.InRange(Nodes.Sum(node => node.Count("GET")), 5, 400);
    }

    [Fact]
    public async Task A_share_that_is_no_longer_aNodes_is_split_again()
    {
        await using var router = await OverAsync(SchedulerType.Hash);
        FillAll(40);
        var keys = Enumerable.Range(0, 40).Select(key => $"key{key}").ToArray();
        Nodes[1].Override = words => words[0] == "MGET"
            ? words.Length > 2 ? Encoding.ASCII.GetBytes("-CROSSSLOT Keys in request don't hash to the same slot\r\n") : Moved(words[1], Nodes[2])
            : null;
        await using var client = await router.ConnectAsync();
        var values = await client.ExecuteAsync(["MGET", .. keys]);
        Assert.All(values.Items, value => Assert.Equal("v", value.Text));
        Assert.Equal(40, values.Items.Count);
    }

    [Fact]
    public async Task Without_a_topology_clients_are_told_and_probes_too()
    {
        await using var router = await TestRouter.StartAsync();
        using var ready = await router.GetAsync("/readyz");
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        await using var client = await router.ConnectAsync();
        Assert.Equal("PONG", (await client.ExecuteAsync("PING")).Text);
        Assert.StartsWith("LOADING", (await client.ExecuteAsync("GET", "a")).Text, StringComparison.Ordinal);
        Assert.StartsWith("LOADING", (await client.ExecuteAsync("MGET", "a", "b")).Text, StringComparison.Ordinal);
        Assert.StartsWith("LOADING", (await client.ExecuteAsync("DBSIZE")).Text, StringComparison.Ordinal);
        Assert.StartsWith("LOADING", (await client.ExecuteAsync("SCAN", "0")).Text, StringComparison.Ordinal);
    }

    private static byte[] Moved(string key, FakeNode node) =>
        Encoding.ASCII.GetBytes($"-MOVED {HashSlot.Of(Encoding.UTF8.GetBytes(key))} {node.Address}\r\n");
}
