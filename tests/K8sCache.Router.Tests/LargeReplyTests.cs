using K8sCache.Resp;
using K8sCache.Router.Configuration;
using K8sCache.Router.Routing;
using K8sCache.Router.Tests.Support;
using K8sCache.Serving.Clients;

namespace K8sCache.Router.Tests;

/// <summary>Large replies go over connections of their own, no faster than their client takes them.</summary>
public sealed class LargeReplyTests
{
    private const int Large = (int)LargeReads.AskedApartBytes + (2 << 20);

    // A loaded machine passes a large value slowly; nothing here is about time.
    private static RouterOptions Patient { get; } = TestRouter.Options with
    {
        Threads = 1,
        SuspectTimeout = TimeSpan.FromMinutes(1),
        StallTimeout = TimeSpan.FromMinutes(1),
        RequestTimeout = TimeSpan.FromMinutes(1),
    };

    [Fact]
    public async Task A_client_that_does_not_read_large_values_holds_up_nobody_and_fills_no_memory()
    {
        const int Count = 4;
        await using var redis = await RedisProcess.StartAsync();
        await using var router = await TestRouter.OverAsync([redis.Address], options: Patient);
        await using var other = await router.ConnectAsync();
        await other.ExecuteAsync("SET", "large", new string('x', Large));
        await other.ExecuteAsync("SET", "small", "s");
        var loop = router.Server.Loops[0];
        using var slow = await router.ConnectRawAsync();
        await slow.SendAsync(string.Concat(Enumerable.Repeat("GET large\r\n", Count)));
        await slow.ReceiveAsync(1);
        for (var read = 0; read < 100; read++)
            Assert.Equal("s", (await other.ExecuteAsync("GET", "small")).Text);
        // What its sockets hold, and a little more; not what it asked for.
        Assert.InRange(loop.Counters.UpstreamBytesReceived, 1, 3 * Large);
        Assert.Equal(1, loop.Pending.Clients);

        var rest = await slow.ReceiveAsync((Count * (Large + $"${Large}\r\n\r\n".Length)) - 1);
        Assert.EndsWith("xx\r\n", rest, StringComparison.Ordinal);
        Assert.Equal(0, loop.Pending.Requests);
        Assert.Equal(0, loop.Nodes.Sum(node => node.Signals.InFlight));
        Assert.Equal(Large, (await other.ExecuteAsync("GET", "large")).Text.Length);
    }

    [Fact]
    public async Task A_client_that_never_reads_a_large_value_keeps_its_connection_only_so_long()
    {
        await using var redis = await RedisProcess.StartAsync();
        await using var router = await TestRouter.OverAsync(
            [redis.Address], options: Patient with { MaxLargeReads = 1, LargeReadTimeout = TimeSpan.FromMilliseconds(100) });
        await using var other = await router.ConnectAsync();
        await other.ExecuteAsync("SET", "large", new string('x', 4 * Large));
        var loop = router.Server.Loops[0];
        using var silent = await router.ConnectRawAsync();
        await silent.SendAsync("GET large\r\n");
        await Eventually.True(() => loop.Counters.ClosedFor(ClosingReason.OutputBuffer) == 1, "it is closed");
        await Eventually.True(() => loop.Pending.Requests == 0 && loop.Nodes.Sum(node => node.Signals.InFlight) == 0, "nothing is left of it");
        Assert.Equal($"{4 * Large}", (await other.ExecuteAsync("STRLEN", "large")).Text);
    }

    [Fact]
    public async Task A_large_value_asked_for_again_keeps_its_place_among_the_replies()
    {
        await using var redis = await RedisProcess.StartAsync();
        await using var router = await TestRouter.OverAsync([redis.Address], options: Patient);
        await using var client = await router.ConnectAsync();
        var value = new string('x', Large);
        await client.ExecuteAsync("SET", "large", value);
        await client.ExecuteAsync("SET", "small", "s");
        for (var round = 0; round < 2; round++)
        {
            var replies = await Task.WhenAll(
                client.ExecuteAsync("GET", "small"), client.ExecuteAsync("GET", "large"), client.ExecuteAsync("STRLEN", "large"),
                client.ExecuteAsync("GET", "large"), client.ExecuteAsync("GET", "small"));
            Assert.Equal(["s", value, $"{Large}", value, "s"], replies.Select(reply => reply.Text));
        }
    }

    [Fact]
    public async Task A_write_behind_a_large_value_does_not_change_what_the_read_finds()
    {
        await using var redis = await RedisProcess.StartAsync();
        await using var router = await TestRouter.OverAsync([redis.Address], options: Patient);
        await using var client = await router.ConnectAsync();
        var value = new string('x', Large);
        for (var round = 0; round < 2; round++)
        {
            await client.ExecuteAsync("SET", "large", value);
            var replies = await Task.WhenAll(
                client.ExecuteAsync("GET", "large"), client.ExecuteAsync("SET", "large", "new"), client.ExecuteAsync("GET", "large"));
            Assert.Equal(value, replies[0].Text);
            Assert.Equal("new", replies[2].Text);
        }
    }

    [Fact]
    public async Task A_large_array_passes_in_pieces_the_first_time_and_every_other()
    {
        const int Count = 4000;
        await using var redis = await RedisProcess.StartAsync();
        await using var router = await TestRouter.OverAsync([redis.Address], options: Patient);
        await using var client = await router.ConnectAsync(RespVersion.Resp3);
        var elements = Enumerable.Range(0, Count).Select(index => $"{index}-{new string('e', 200)}").ToList();
        await client.ExecuteAsync(["RPUSH", "list", .. elements]);
        await client.ExecuteAsync(["HSET", "hash", .. elements.SelectMany(element => (string[])[element, "1"])]);
        for (var round = 0; round < 2; round++)
        {
            var replies = await Task.WhenAll(client.ExecuteAsync("LRANGE", "list", "0", "-1"), client.ExecuteAsync("HGETALL", "hash"), client.ExecuteAsync("LLEN", "list"));
            Assert.Equal(elements, replies[0].Items.Select(item => item.Text));
            Assert.Equal(Count * 2, replies[1].Items.Count);
            Assert.Equal(Count, replies[2].Integer);
        }

        Assert.Equal(0, router.Server.Loops[0].Nodes.Sum(node => node.Signals.InFlight));
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_gives_back_all_it_took()
    {
        await using var redis = await RedisProcess.StartAsync();
        await using var router = await TestRouter.OverAsync([redis.Address], options: Patient with { MaxLargeReads = 1 });
        await using var other = await router.ConnectAsync();
        await other.ExecuteAsync("SET", "large", new string('x', Large));
        var loop = router.Server.Loops[0];
        for (var round = 0; round < 2; round++)
        {
            using (var leaving = await router.ConnectRawAsync())
            {
                await leaving.SendAsync("GET large\r\nGET large\r\n");
                await leaving.ReceiveAsync(1000);
            }

            await Eventually.True(() => loop.Pending.Requests == 0 && loop.Nodes.Sum(node => node.Signals.InFlight) == 0, "nothing is left of it");
            Assert.Equal(Large, (await other.ExecuteAsync("GET", "large")).Text.Length);
        }
    }

    [Theory]
    [InlineData(1, 1 << 20)]
    [InlineData(5, Large)]
    public async Task A_node_that_leaves_with_large_replies_under_way_gives_them_and_is_left(int count, int length)
    {
        await using var leaving = FakeNode.Start();
        await using var staying = FakeNode.Start();
        leaving.Entries["large"] = staying.Entries["large"] = new string('x', length);
        await using var router = await TestRouter.OverAsync([leaving.Address], options: Patient);
        await using var client = await router.ConnectAsync();
        await using var other = await router.ConnectAsync();
        leaving.Entries["small"] = staying.Entries["small"] = "s";
        leaving.PausesOn = words => words[0] == "GET";
        leaving.Pause();
        var replies = Enumerable.Range(0, count).Select(_ => client.ExecuteAsync("GET", "large")).ToList();
        var small = other.ExecuteAsync("GET", "small");
        await Eventually.True(() => leaving.Count("GET") > 0 && router.Server.Loops[0].Pending.Requests == count + 1, "they are under way");
        await router.PutAsync(TestRouter.Topology(2, [staying.Address]));
        leaving.Resume();
        foreach (var reply in await Task.WhenAll(replies))
            Assert.Equal(length, reply.Text.Length);
        Assert.Equal("s", (await small).Text);
        await Eventually.True(() => leaving.ConnectionCount == 0, "nothing is left of it");
    }

    [Fact]
    public async Task More_large_replies_than_have_connections_of_their_own_come_all_the_same()
    {
        await using var redis = await RedisProcess.StartAsync();
        await using var router = await TestRouter.OverAsync([redis.Address], options: Patient with { MaxLargeReads = 1 });
        var clients = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => router.ConnectAsync()));
        await clients[0].ExecuteAsync("SET", "large", new string('x', 1 << 20));
        for (var round = 0; round < 5; round++)
        {
            var replies = await Task.WhenAll(clients.Select(client => client.ExecuteAsync("GET", "large")));
            Assert.All(replies, reply => Assert.Equal(1 << 20, reply.Text.Length));
        }

        foreach (var client in clients)
            await client.DisposeAsync();
    }

    [Fact]
    public async Task Replies_of_several_nodes_are_not_held_beyond_what_a_client_may_leave_unread()
    {
        await using var one = FakeNode.Start();
        await using var two = FakeNode.Start();
        await using var router = await TestRouter.OverAsync([one.Address, two.Address], options: Patient with { OutputBufferBytes = 2000 });
        await using var client = await router.ConnectAsync();
        var keys = Enumerable.Range(0, 100).Select(index => $"k{index}").GroupBy(key => TestRouter.OwnerOf(key, 2)).Select(group => group.First()).ToList();
        foreach (var key in keys)
            one.Entries[key] = two.Entries[key] = new string('x', 900);
        Assert.Equal(2, (await client.ExecuteAsync(["MGET", .. keys])).Items.Count);
        foreach (var key in keys)
            one.Entries[key] = two.Entries[key] = new string('x', 1100);
        Assert.StartsWith("ERR the nodes' replies together", (await client.ExecuteAsync(["MGET", .. keys])).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_are_remembered_as_large_until_they_are_not()
    {
        var reads = new LargeReads();
        Assert.False(reads.Contains("GET a"u8));
        reads.Add("GET a"u8);
        reads.Add("GET a"u8);
        Assert.True(reads.Contains("GET a"u8));
        Assert.False(reads.Contains("GET b"u8));
        reads.Remove("GET b"u8);
        reads.Remove("GET a"u8);
        Assert.False(reads.Contains("GET a"u8));
    }
}
