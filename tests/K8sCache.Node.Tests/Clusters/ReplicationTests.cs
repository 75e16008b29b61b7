using K8sCache.Node.Tests.Harness;
using K8sCache.Topology;

namespace K8sCache.Node.Tests.Clusters;

public sealed class ReplicationTests
{
    private const CopyState InSync = CopyState.InSync;

    [Fact]
    public async Task An_acknowledged_write_is_on_every_copy()
    {
        await using var cluster = await TestCluster.StartAsync(3);
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync), (1, InSync), (2, InSync)));
        using var primary = await RawClient.ConnectAsync(cluster[0].EndPoint);
        using var copy1 = await RouterAsync(cluster[1]);
        using var copy2 = await RouterAsync(cluster[2]);
        for (var i = 0; i < 200; i++)
        {
            Assert.Equal("+OK\r\n", await primary.AskAsync($"SET k{i} v{i}"));
            Assert.Equal($":{i + 1}\r\n", await primary.AskAsync("INCR counter"));
            Assert.Equal(":1\r\n", await primary.AskAsync($"HSET h f{i} {i}"));
            foreach (var copy in new[] { copy1, copy2 })
            {
                Assert.Equal($"v{i}", Body(await copy.AskAsync($"GET k{i}")));
                Assert.Equal($"{i + 1}", Body(await copy.AskAsync("GET counter")));
                Assert.Equal($"{i}", Body(await copy.AskAsync($"HGET h f{i}")));
            }
        }

        Assert.Equal(":1\r\n", await primary.AskAsync("PEXPIRE k1 99999"));
        Assert.Equal(":2\r\n", await primary.AskAsync("DEL k2 k3"));
        Assert.Equal("$-1\r\n", await copy1.AskAsync("GET k2"));
        Assert.StartsWith(":9", await copy2.AskAsync("PTTL k1"), StringComparison.Ordinal);
        Assert.Equal("+OK\r\n", await primary.AskAsync("FLUSHALL"));
        Assert.Equal("$-1\r\n", await copy1.AskAsync("GET k1"));
        Assert.Equal(0, cluster[2].Server.State.Engine.Count);
    }

    [Fact]
    public async Task Replies_of_a_pipeline_keep_their_order_around_writes_that_wait()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync), (1, InSync)));
        using var client = await RawClient.ConnectAsync(cluster[0].EndPoint);
        var pipeline = new List<byte>();
        const int Rounds = 3_000;
        for (var i = 0; i < Rounds; i++)
        {
            pipeline.AddRange(RawClient.Encode($"SET k{i % 50} {i}"));
            pipeline.AddRange(RawClient.Encode($"GET k{i % 50}"));
            pipeline.AddRange(RawClient.Encode($"ECHO {i}"));
        }

        var sending = client.SendAsync(pipeline.ToArray());
        for (var i = 0; i < Rounds; i++)
        {
            Assert.Equal("+OK\r\n", await client.ReadTextAsync());
            Assert.Equal($"{i}", Body(await client.ReadTextAsync()));
            Assert.Equal($"{i}", Body(await client.ReadTextAsync()));
        }

        await sending;
    }

    [Fact]
    public async Task Who_sends_and_sends_no_more_is_answered_to_the_last_request()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync), (1, InSync)));
        using var client = await RawClient.ConnectAsync(cluster[0].EndPoint);
        const int Writes = 5_000;
        await client.SendAsync(Enumerable.Range(0, Writes).SelectMany(i => RawClient.Encode($"SET k{i} v")).ToArray());
        client.EndInput();
        for (var i = 0; i < Writes; i++)
            Assert.Equal("+OK\r\n", await client.ReadTextAsync());
        Assert.Null(await client.ReadTextAsync());
        Assert.Equal(Writes, cluster[1].Server.State.Engine.Count);
    }

    [Fact]
    public async Task A_copy_that_does_not_answer_is_named_and_a_topology_without_it_releases_the_writes()
    {
        await using var cluster = await TestCluster.StartAsync(2, acknowledgeTimeout: TimeSpan.FromMilliseconds(300));
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync), (1, InSync)));
        using var client = await RawClient.ConnectAsync(cluster[0].EndPoint);
        Assert.Equal("+OK\r\n", await client.AskAsync("SET k before"));
        await cluster.KillAsync(1);
        var error = await client.AskAsync("SET k during");
        Assert.StartsWith("-ERR copy node-1 did not acknowledge", error, StringComparison.Ordinal);

        await client.SendAsync(RawClient.Encode("SET k waiting"));
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync)), 0);
        var released = await client.ReadTextAsync();
        Assert.True(released == "+OK\r\n" || released!.StartsWith("-ERR copy node-1", StringComparison.Ordinal), released);
        Assert.Equal("+OK\r\n", await client.AskAsync("SET k after"));
        Assert.Equal("after", Body(await client.AskAsync("GET k")));
    }

    [Fact]
    public async Task A_broken_connection_is_mended_without_the_client_noticing()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync), (1, InSync)));
        using var client = await RawClient.ConnectAsync(cluster[0].EndPoint);
        Assert.Equal("+OK\r\n", await client.AskAsync("SET k 1"));
        await cluster.KillAsync(1);
        await client.SendAsync(RawClient.Encode("SET k 2"));
        await cluster.RestartAsync(1);
        // The new process has no topology yet; it takes what it is sent all the same.
        cluster[1].Server.Offer(cluster.Everywhere((0, InSync), (1, InSync)));
        Assert.Equal("+OK\r\n", await client.ReadTextAsync());
        Assert.Equal(1, cluster[1].Server.State.Engine.Count);
    }

    [Fact]
    public async Task Who_does_not_serve_a_slot_says_who_does()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync), (1, InSync)));
        using var client = await RawClient.ConnectAsync(cluster[1].EndPoint);
        var moved = $"-MOVED {HashSlot.Of("k"u8)} {cluster[0].EndPoint}\r\n";
        Assert.Equal(moved, await client.AskAsync("GET k"));
        Assert.Equal(moved, await client.AskAsync("SET k v"));
        Assert.Equal("-CROSSSLOT Keys in request don't hash to the same slot\r\n", await client.AskAsync("MGET k l"));
        using var router = await RouterAsync(cluster[1]);
        Assert.Equal("$-1\r\n", await router.AskAsync("GET k"));
        Assert.Equal(moved, await router.AskAsync("SET k v"));
    }

    [Fact]
    public async Task A_deposed_primary_is_refused_by_the_copies_and_sends_its_client_on()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync), (1, InSync)));
        using var client = await RawClient.ConnectAsync(cluster[0].EndPoint);
        Assert.Equal("+OK\r\n", await client.AskAsync("SET k 1"));
        var handover = cluster.Everywhere((1, InSync), (0, InSync));
        await cluster.ApplyAsync(handover, 1);
        await client.SendAsync(RawClient.Encode("SET k 2"));
        await cluster.ApplyAsync(handover, 0);
        Assert.StartsWith("-MOVED", await client.ReadTextAsync(), StringComparison.Ordinal);
        using var successor = await RawClient.ConnectAsync(cluster[1].EndPoint);
        Assert.Equal("1", Body(await successor.AskAsync("GET k")));
        Assert.Equal("+OK\r\n", await successor.AskAsync("SET k 3"));
        using var old = await RouterAsync(cluster[0]);
        Assert.Equal("3", Body(await old.AskAsync("GET k")));
    }

    [Fact]
    public async Task A_deposed_primary_does_not_send_what_it_dropped_as_deleted()
    {
        await using var cluster = await TestCluster.StartAsync(2, acknowledgeTimeout: TimeSpan.FromSeconds(60));
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync), (1, InSync)));
        using var client = await RawClient.ConnectAsync(cluster[0].EndPoint);
        await cluster.KillAsync(1);
        await client.SendAsync(RawClient.Encode("SET k v"));
        await Eventually.True(() => cluster[0].Server.State.Engine.Count == 1, "it is written here");
        await cluster.ApplyAsync(cluster.Everywhere((1, InSync)), 0);
        await Eventually.True(() => cluster[0].Server.State.Engine.Count == 0, "the slots are dropped");
        await cluster.RestartAsync(1);
        // The new process takes whatever it is sent, as it knows no topology yet.
        cluster[1].Server.State.Engine.KeepTombstones = true;
        cluster[1].Server.Offer(new TopologyDocument { Epoch = 1, Nodes = [cluster[1].Describe()] });
        Assert.StartsWith("-MOVED", await client.ReadTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, cluster[1].Server.State.Engine.Counters.Tombstones);
    }

    [Fact]
    public async Task A_node_that_waits_for_its_first_topology_answers_for_no_slot()
    {
        var path = Path.Combine(Path.GetTempPath(), $"k8scache-{Guid.NewGuid():N}.json");
        await using var node = await TestNode.StartAsync("node-0", configure: options => options with { TopologyFile = path });
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        Assert.StartsWith("-LOADING", await client.AskAsync("GET k"), StringComparison.Ordinal);
        Assert.StartsWith("-LOADING", await client.AskAsync("SET k v"), StringComparison.Ordinal);
        Assert.StartsWith("-LOADING", await client.AskAsync("DBSIZE"), StringComparison.Ordinal);
        Assert.Equal("+PONG\r\n", await client.AskAsync("PING"));
        node.Server.Offer(new TopologyDocument { Epoch = 1, Nodes = [node.Describe()] });
        await Eventually.True(async () => await client.AskAsync("GET k") == "$-1\r\n", "it serves");
    }

    [Fact]
    public async Task A_restarted_empty_node_serves_nothing_until_a_topology_names_it()
    {
        await using var cluster = await TestCluster.StartAsync(1);
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync)));
        var stale = cluster.Everywhere((0, InSync));
        await cluster.KillAsync(0);
        await cluster.RestartAsync(0);
        await cluster.ApplyAsync(stale);
        using var client = await RawClient.ConnectAsync(cluster[0].EndPoint);
        Assert.StartsWith("-LOADING", await client.AskAsync("GET k"), StringComparison.Ordinal);
        Assert.StartsWith("-LOADING", await client.AskAsync("SET k v"), StringComparison.Ordinal);
        Assert.Equal("+PONG\r\n", await client.AskAsync("PING"));
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync)));
        Assert.Equal("$-1\r\n", await client.AskAsync("GET k"));
    }

    private static async Task<RawClient> RouterAsync(TestNode node)
    {
        var client = await RawClient.ConnectAsync(node.EndPoint);
        Assert.Equal("+OK\r\n", await client.AskAsync("K8SCACHE ROUTER"));
        return client;
    }

    private static string? Body(string? reply) => reply?.Split("\r\n")[1];
}
