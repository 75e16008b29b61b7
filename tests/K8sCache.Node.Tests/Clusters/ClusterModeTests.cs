using K8sCache.Node.Tests.Harness;
using K8sCache.Resp;
using K8sCache.Topology;

namespace K8sCache.Node.Tests.Clusters;

public sealed class ClusterModeTests
{
    // foo is in slot 12182, bar in 5061.
    private const int Split = 8192;

    [Fact]
    public async Task A_node_alone_is_no_cluster_as_redis_is_none() => await RedisComparison.RunAsync(
        """
        a: CLUSTER INFO
        a: CLUSTER SLOTS
        a: CLUSTER HELP
        a: CLUSTER KEYSLOT foo
        a: CLUSTER
        a: CLUSTER NOSUCH
        a: CLUSTER KEYSLOT
        a: READONLY
        a: READWRITE
        a: ASKING
        """);

    [Fact]
    public async Task Slots_and_shards_and_nodes_tell_one_layout()
    {
        await using var cluster = await TestCluster.StartAsync(3);
        await cluster.ApplyAsync(Halves(cluster));
        await using var client = await cluster[0].ConnectAsync();
        var slots = await client.ExecuteAsync("CLUSTER", "SLOTS");
        Assert.Equal(
            $"[[0, {Split - 1}, {Node(cluster, 0)}, {Node(cluster, 1)}], [{Split}, 16383, {Node(cluster, 1)}, {Node(cluster, 0)}]]",
            slots.ToString());
        var nodes = (await client.ExecuteAsync("CLUSTER", "NODES")).Text.Split('\n');
        Assert.StartsWith($"{Id(0)} {cluster[0].Address}:6379@6380 myself,master - 0 0 1 connected 0-8191", nodes[0], StringComparison.Ordinal);
        Assert.StartsWith($"{Id(1)} {cluster[1].Address}:6379@6380 master - 0 0 1 connected 8192-16383", nodes[1], StringComparison.Ordinal);
        Assert.StartsWith($"{Id(2)} {cluster[2].Address}:6379@6380 master - 0 0 1 connected", nodes[2], StringComparison.Ordinal);
        var shards = await client.ExecuteAsync("CLUSTER", "SHARDS");
        Assert.Equal(3, shards.Items.Count);
        Assert.Equal("[0, 8191]", shards.Items[0].Items[1].ToString());
        Assert.Equal("[]", shards.Items[2].Items[1].ToString());
        Assert.Equal(Id(1), (await AskAsync(cluster[1], "CLUSTER", "MYID")).Text);
        var info = (await client.ExecuteAsync("CLUSTER", "INFO")).Text;
        Assert.Contains("cluster_state:ok\r\ncluster_slots_assigned:16384\r\ncluster_slots_ok:16384\r\n", info, StringComparison.Ordinal);
        Assert.Contains("cluster_known_nodes:3\r\ncluster_size:2\r\ncluster_current_epoch:1\r\n", info, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_without_slots_of_its_own_is_a_replica()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        await cluster.ApplyAsync(cluster.Everywhere((0, CopyState.InSync), (1, CopyState.InSync)));
        await using var client = await cluster[0].ConnectAsync();
        var nodes = (await client.ExecuteAsync("CLUSTER", "NODES")).Text.Split('\n');
        Assert.Contains($"slave {Id(0)} 0 0 1 connected", nodes[1], StringComparison.Ordinal);
        Assert.Equal($"[\"{nodes[1]}\"]", (await client.ExecuteAsync("CLUSTER", "REPLICAS", Id(0))).ToString());
        Assert.Equal("-ERR The specified node is not a master", (await client.ExecuteAsync("CLUSTER", "REPLICAS", Id(1))).ToString());
        Assert.Equal("-ERR Unknown node x", (await client.ExecuteAsync("CLUSTER", "SLAVES", "x")).ToString());
    }

    [Fact]
    public async Task Keys_are_redirected_and_copies_read_when_asked_to()
    {
        await using var cluster = await TestCluster.StartAsync(3);
        await cluster.ApplyAsync(Halves(cluster));
        await using var first = await cluster[0].ConnectAsync(RespVersion.Resp3);
        await using var second = await cluster[1].ConnectAsync();
        var moved = $"-MOVED 12182 {cluster[1].Address}:6379";
        Assert.Equal(moved, (await first.ExecuteAsync("SET", "foo", "1")).ToString());
        Assert.Equal("OK", (await second.ExecuteAsync("SET", "foo", "1")).Text);
        Assert.Equal(moved, (await first.ExecuteAsync("GET", "foo")).ToString());
        Assert.Equal("OK", (await first.ExecuteAsync("READONLY")).Text);
        Assert.Equal("1", (await first.ExecuteAsync("GET", "foo")).Text);
        Assert.Equal(moved, (await first.ExecuteAsync("SET", "foo", "2")).ToString());
        Assert.Equal("OK", (await first.ExecuteAsync("READWRITE")).Text);
        Assert.Equal(moved, (await first.ExecuteAsync("GET", "foo")).ToString());
        Assert.Equal("OK", (await first.ExecuteAsync("ASKING")).Text);
        Assert.Equal(moved, (await first.ExecuteAsync("GET", "foo")).ToString());
        Assert.Equal("-ERR SELECT is not allowed in cluster mode", (await first.ExecuteAsync("SELECT", "1")).ToString());
        Assert.Equal("OK", (await first.ExecuteAsync("SELECT", "0")).Text);
        Assert.Contains("\"mode\", \"cluster\"", (await first.ExecuteAsync("HELLO")).ToString(), StringComparison.Ordinal);
        Assert.Contains("cluster_enabled:1", (await first.ExecuteAsync("INFO", "cluster")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_are_counted_and_listed_by_slot()
    {
        await using var cluster = await TestCluster.StartAsync(1);
        await cluster.ApplyAsync(cluster.Everywhere((0, CopyState.InSync)));
        await using var client = await cluster[0].ConnectAsync();
        foreach (var key in new[] { "{foo}1", "{foo}2", "{foo}3", "bar" })
            await client.ExecuteAsync("SET", key, "1");
        Assert.Equal("12182", (await client.ExecuteAsync("CLUSTER", "KEYSLOT", "{foo}x")).ToString());
        Assert.Equal("3", (await client.ExecuteAsync("CLUSTER", "COUNTKEYSINSLOT", "12182")).ToString());
        Assert.Equal("-ERR Invalid slot", (await client.ExecuteAsync("CLUSTER", "COUNTKEYSINSLOT", "16384")).ToString());
        Assert.Equal(3, (await client.ExecuteAsync("CLUSTER", "GETKEYSINSLOT", "12182", "10")).Items.Count);
        Assert.Equal(2, (await client.ExecuteAsync("CLUSTER", "GETKEYSINSLOT", "12182", "2")).Items.Count);
        Assert.Equal("[]", (await client.ExecuteAsync("CLUSTER", "GETKEYSINSLOT", "1", "2")).ToString());
        Assert.Equal("-ERR Invalid slot or number of keys", (await client.ExecuteAsync("CLUSTER", "GETKEYSINSLOT", "1", "-1")).ToString());
    }

    [Fact]
    public async Task A_transaction_keeps_to_one_slot()
    {
        await using var cluster = await TestCluster.StartAsync(3);
        await cluster.ApplyAsync(cluster.Everywhere((0, CopyState.InSync), (1, CopyState.InSync)));
        await using var client = await cluster[0].ConnectAsync();
        await client.ExecuteAsync("MULTI");
        Assert.Equal("QUEUED", (await client.ExecuteAsync("SET", "foo", "1")).Text);
        Assert.Equal("-CROSSSLOT Keys in request don't hash to the same slot", (await client.ExecuteAsync("SET", "bar", "1")).ToString());
        Assert.StartsWith("-EXECABORT", (await client.ExecuteAsync("EXEC")).ToString(), StringComparison.Ordinal);
        await client.ExecuteAsync("MULTI");
        await client.ExecuteAsync("SET", "{foo}1", "1");
        await client.ExecuteAsync("INCR", "{foo}1");
        Assert.Equal("[OK, 2]", (await client.ExecuteAsync("EXEC")).ToString());
        await client.ExecuteAsync("MULTI");
        await client.ExecuteAsync("INCR", "{foo}1");
        await cluster.ApplyAsync(cluster.Everywhere((1, CopyState.InSync), (0, CopyState.InSync)));
        Assert.Equal($"-MOVED 12182 {cluster[1].Address}:6379", (await client.ExecuteAsync("EXEC")).ToString());
        Assert.Equal("2", (await AskAsync(cluster[1], "GET", "{foo}1")).Text);
    }

    private static TopologyDocument Halves(TestCluster cluster) => cluster.Everywhere((0, CopyState.InSync)) with
    {
        Slots =
        [
            new SlotRange { From = 0, To = Split - 1, Copies = [new SlotCopy("node-0", CopyState.InSync), new SlotCopy("node-1", CopyState.InSync)] },
            new SlotRange { From = Split, To = 16383, Copies = [new SlotCopy("node-1", CopyState.InSync), new SlotCopy("node-0", CopyState.InSync)] },
        ],
    };

    private static async Task<RespValue> AskAsync(TestNode node, params string[] command)
    {
        await using var client = await node.ConnectAsync();
        return await client.ExecuteAsync(command);
    }

    private static string Id(int node) => ClusterMode.ClusterNodeId.Of($"node-{node}");

    private static string Node(TestCluster cluster, int node) => $"[\"{cluster[node].Address}\", 6379, \"{Id(node)}\", []]";
}
