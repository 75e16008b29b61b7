using K8sCache.Router.Configuration;
using K8sCache.Router.Tests.Support;

namespace K8sCache.Router.Tests;

/// <summary>One client's deep pipeline or huge value is not the others' affair.</summary>
public sealed class FairnessTests
{
    private const int Huge = 2 << 20;

    // A loaded machine passes a large value slowly; nothing here is about time.
    private static RouterOptions Patient { get; } = TestRouter.Options with
    {
        Threads = 1,
        SuspectTimeout = TimeSpan.FromMinutes(1),
        StallTimeout = TimeSpan.FromMinutes(1),
        RequestTimeout = TimeSpan.FromMinutes(1),
    };

    [Fact]
    public async Task A_huge_value_passes_in_pieces_and_those_before_and_behind_it_keep_their_order()
    {
        await using var redis = await RedisProcess.StartAsync();
        await using var router = await TestRouter.OverAsync([redis.Address], options: Patient);
        await using var client = await router.ConnectAsync();
        var value = new string('x', Huge);
        Assert.Equal("OK", (await client.ExecuteAsync("SET", "huge", value)).Text);
        Assert.Equal("OK", (await client.ExecuteAsync("SET", "small", "s")).Text);
        var replies = await Task.WhenAll(
            client.ExecuteAsync("GET", "small"), client.ExecuteAsync("GET", "huge"), client.ExecuteAsync("GET", "small"),
            client.ExecuteAsync("APPEND", "huge", "y"), client.ExecuteAsync("SET", "huge2", value), client.ExecuteAsync("STRLEN", "huge2"));
        Assert.Equal("s", replies[0].Text);
        Assert.Equal(value, replies[1].Text);
        Assert.Equal("s", replies[2].Text);
        Assert.Equal(Huge + 1, replies[3].Integer);
        Assert.Equal(Huge, replies[5].Integer);
        Assert.Equal(0, router.Server.Loops[0].Nodes.Sum(node => node.Signals.InFlight));
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_of_a_huge_value_disturbs_nobody()
    {
        await using var redis = await RedisProcess.StartAsync();
        await using var router = await TestRouter.OverAsync([redis.Address], options: Patient);
        await using var client = await router.ConnectAsync();
        await client.ExecuteAsync("SET", "huge", new string('x', Huge));
        using (var leaving = await router.ConnectRawAsync())
        {
            await leaving.SendAsync("GET huge\r\n");
            await leaving.ReceiveAsync(1000);
        }

        for (var read = 0; read < 100; read++)
            Assert.Equal("PONG", (await client.ExecuteAsync("PING")).Text);
        Assert.Equal(Huge, (await client.ExecuteAsync("GET", "huge")).Text.Length);
    }

    [Fact]
    public async Task A_node_that_is_lost_in_the_middle_of_a_huge_value_costs_its_client_the_connection()
    {
        await using var node = FakeNode.Start();
        node.Override = words => words[0] == "GET" ? [.. "$10000000\r\n"u8, .. new byte[200_000]] : null;
        await using var router = await TestRouter.OverAsync([node.Address]);
        using var client = await router.ConnectRawAsync();
        await client.SendAsync("GET huge\r\n");
        await client.ReceiveAsync(100_000);
        await node.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(async () => Assert.EndsWith("never", await client.ReceiveToEndAsync(), StringComparison.Ordinal));
        await using var other = await router.ConnectAsync();
        Assert.Equal("PONG", (await other.ExecuteAsync("PING")).Text);
    }

    [Fact]
    public async Task A_deep_pipeline_has_few_requests_on_their_way_so_others_are_not_behind_all_of_them()
    {
        const int Count = 30_000;
        await using var node = FakeNode.Start();
        node.Entries["deep"] = node.Entries["other"] = "v";
        var options = Patient;
        await using var router = await TestRouter.OverAsync([node.Address], options: options);
        using var deep = await router.ConnectRawAsync();
        await using var other = await router.ConnectAsync();
        var signals = router.Server.Loops[0].Nodes[0].Signals;
        node.Pause();
        var sending = deep.SendAsync(string.Concat(Enumerable.Repeat("GET deep\r\n", Count)));
        await Eventually.True(() => signals.InFlight == options.MaxPendingPerClient, "no more than these are taken");
        var reply = other.ExecuteAsync("GET", "other");
        await Eventually.True(() => signals.InFlight == options.MaxPendingPerClient + 1, "the other's is on its way");
        node.Resume();
        Assert.Equal("v", (await reply).Text);
        await deep.ExpectAsync(string.Concat(Enumerable.Repeat("$1\r\nv\r\n", Count)));
        await sending;
        var order = node.Received.Where(words => words[0] == "GET").Select(words => words[1]).ToList();
        Assert.Equal(options.MaxPendingPerClient, order.IndexOf("other"));
    }

    [Fact]
    public async Task Clients_together_wait_instead_of_overrunning_a_node()
    {
        const int Clients = 20;
        const int Count = 100;
        await using var node = FakeNode.Start();
        node.Entries["k"] = "v";
        var options = Patient with { MaxInFlightPerNode = 100 };
        await using var router = await TestRouter.OverAsync([node.Address], options: options);
        var signals = router.Server.Loops[0].Nodes[0].Signals;
        var clients = new List<RawClient>();
        node.Pause();
        for (var client = 0; client < Clients; client++)
        {
            clients.Add(await router.ConnectRawAsync());
            await clients[client].SendAsync(string.Concat(Enumerable.Repeat("GET k\r\n", Count)));
        }

        await Eventually.True(() => signals.InFlight >= options.MaxInFlightPerNode / 2, "as many as fit are on their way");
        node.Resume();
        foreach (var client in clients)
        {
            await client.ExpectAsync(string.Concat(Enumerable.Repeat("$1\r\nv\r\n", Count)));
            client.Dispose();
        }

        Assert.Equal(0, router.Server.Loops[0].Pending.Requests);
        Assert.Equal(0, router.Server.Loops[0].Pending.Clients);
    }
}
