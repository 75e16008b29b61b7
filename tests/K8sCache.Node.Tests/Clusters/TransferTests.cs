using System.Globalization;
using K8sCache.Node.Tests.Harness;
using K8sCache.Storage;
using K8sCache.Testing.Client;
using K8sCache.Topology;

namespace K8sCache.Node.Tests.Clusters;

public sealed class TransferTests
{
    private const CopyState InSync = CopyState.InSync;
    private const CopyState Filling = CopyState.Filling;

    [Fact]
    public async Task A_new_copy_is_filled_while_everything_is_written_and_deleted()
    {
        const int Keys = 3_000;
        await using var cluster = await TestCluster.StartAsync(2);
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync)));
        await using var client = await cluster[0].ConnectAsync();
        await Task.WhenAll(Enumerable.Range(0, Keys).Select(i => client.ExecuteAsync("SET", $"k{i}", "old")));
        await client.ExecuteAsync("HSET", "big", "f", new string('v', 500));

        using var stop = new CancellationTokenSource();
        var writing = WriteAsync(client, Keys, stop.Token);
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync), (1, Filling)));
        await FilledAsync(cluster[1]);
        await stop.CancelAsync();
        var model = await writing;

        await cluster.ApplyAsync(cluster.Everywhere((1, InSync), (0, CopyState.Leaving)));
        await using var copy = await cluster[1].ConnectAsync();
        for (var i = 0; i < Keys; i++)
        {
            var reply = await copy.ExecuteAsync("GET", $"k{i}");
            var expected = model.TryGetValue(i, out var written) ? written : "old";
            Assert.Equal(expected, reply.IsNull ? null : reply.Text);
        }

        Assert.Equal(500, (await copy.ExecuteAsync("HGET", "big", "f")).Text.Length);
    }

    [Fact]
    public async Task Slots_move_one_way_and_their_entries_go_where_they_are_no_longer_held()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync)));
        await using var client = await cluster[0].ConnectAsync();
        for (var i = 0; i < 1_000; i++)
            await client.ExecuteAsync("SET", $"k{i}", "v");
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync), (1, Filling)));
        await FilledAsync(cluster[1]);
        Assert.Equal(1_000, cluster[1].Server.State.Engine.Count);
        await cluster.ApplyAsync(cluster.Everywhere((1, InSync)));
        await Eventually.True(() => cluster[0].Server.State.Engine.Count == 0, "the old copy is dropped");
        await using var there = await cluster[1].ConnectAsync();
        Assert.Equal("1000", (await there.ExecuteAsync("DBSIZE")).Integer.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_node_that_is_to_end_waits_until_others_have_what_only_it_holds()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync)));
        await using (var client = await cluster[0].ConnectAsync())
            await client.ExecuteAsync("SET", "k", "v");
        var ending = cluster[0].Server.DrainAsync();
        var leaving = cluster.Everywhere((0, InSync), (1, Filling));
        await cluster.ApplyAsync(leaving with { Nodes = [leaving.Nodes[0] with { State = NodeState.Leaving }, leaving.Nodes[1]] });
        await FilledAsync(cluster[1]);
        Assert.False(ending.IsCompleted);
        await cluster.ApplyAsync(cluster.Everywhere((1, InSync)));
        await ending;
        Assert.Equal(1, cluster[1].Server.State.Engine.Count);
    }

    [Fact]
    public async Task Filling_goes_on_from_another_primary_when_the_source_dies()
    {
        await using var cluster = await TestCluster.StartAsync(3);
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync), (1, InSync)));
        await using (var client = await cluster[0].ConnectAsync())
        {
            for (var i = 0; i < 500; i++)
                await client.ExecuteAsync("SET", $"k{i}", "v");
        }

        await cluster.KillAsync(0);
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync), (1, InSync), (2, Filling)), 1, 2);
        await Eventually.True(async () => (await StatusAsync(cluster[2])).Filling.Count > 0, "filling has begun");
        await cluster.ApplyAsync(cluster.Everywhere((1, InSync), (2, Filling)), 1, 2);
        await FilledAsync(cluster[2]);
        Assert.Equal(500, cluster[2].Server.State.Engine.Count);
    }

    [Fact]
    public async Task A_copy_whose_memory_is_full_says_so_and_is_filled_when_it_has_more()
    {
        await using var cluster = await TestCluster.StartAsync(2, configure: (node, options) =>
            node == 0 ? options : options with { MemoryBytes = 4 << 20, Eviction = EvictionMode.None });
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync)));
        await using (var client = await cluster[0].ConnectAsync())
        {
            for (var i = 0; i < 1_000; i++)
                await client.ExecuteAsync("SET", $"k{i}", new string('v', 20_000));
        }

        await cluster.ApplyAsync(cluster.Everywhere((0, InSync), (1, Filling)));
        await Eventually.True(
            async () => (await StatusAsync(cluster[1])).Problems.Contains("filling 16384 slots from node-0 waits: memory is full"),
            "the status names the problem");
        cluster[1].Server.State.Engine.MemoryLimitBytes = 256 << 20;
        await FilledAsync(cluster[1]);
        Assert.Equal(1_000, cluster[1].Server.State.Engine.Count);
        Assert.Empty((await StatusAsync(cluster[1])).Problems);
    }

    [Fact]
    public async Task A_node_that_its_topology_does_not_name_says_so()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        var topology = cluster.Everywhere((0, InSync));
        await cluster.ApplyAsync(topology with { Nodes = [topology.Nodes[0]] });
        Assert.Equal(["topology 1 does not name this node, node-1"], (await StatusAsync(cluster[1])).Problems);
        Assert.Empty((await StatusAsync(cluster[0])).Problems);
    }

    [Fact]
    public async Task A_copy_that_missed_a_topology_without_it_is_filled_again()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync), (1, Filling)));
        await FilledAsync(cluster[1]);
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync)), 0);
        await using var client = await cluster[0].ConnectAsync();
        Assert.Equal("OK", (await client.ExecuteAsync("SET", "k", "written meanwhile")).Text);
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync), (1, Filling)));
        await FilledAsync(cluster[1]);
        Assert.Equal(1, cluster[1].Server.State.Engine.Count);
    }

    [Theory]
    [InlineData("DEL", "k0")]
    [InlineData("FLUSHALL")]
    public async Task A_copy_that_was_left_out_unknowing_ends_as_its_primary_is(params string[] meanwhile)
    {
        await using var cluster = await TestCluster.StartAsync(2);
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync), (1, InSync)));
        await using var client = await cluster[0].ConnectAsync();
        for (var i = 0; i < 100; i++)
            await client.ExecuteAsync("SET", $"k{i}", "old");
        Assert.Equal(100, cluster[1].Server.State.Engine.Count);

        await cluster.ApplyAsync(cluster.Everywhere((0, InSync)), 0);
        Assert.False((await client.ExecuteAsync(meanwhile)).IsError);
        await client.ExecuteAsync("SET", "k1", "new");
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync), (1, Filling)));
        await FilledAsync(cluster[1]);
        Assert.Equal(cluster[0].Server.State.Engine.Count, cluster[1].Server.State.Engine.Count);

        await cluster.ApplyAsync(cluster.Everywhere((1, InSync)));
        await using var copy = await cluster[1].ConnectAsync();
        Assert.True((await copy.ExecuteAsync("GET", "k0")).IsNull);
        Assert.Equal("new", (await copy.ExecuteAsync("GET", "k1")).Text);
    }

    [Fact]
    public async Task A_copy_that_is_still_filling_keeps_what_it_has_with_each_topology()
    {
        await using var cluster = await TestCluster.StartAsync(3);
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync), (1, Filling)));
        await using var client = await cluster[0].ConnectAsync();
        await client.ExecuteAsync("SET", "k", "v");
        await FilledAsync(cluster[1]);
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync), (1, Filling), (2, Filling)));
        Assert.Equal(1, cluster[1].Server.State.Engine.Count);
        Assert.Empty((await StatusAsync(cluster[1])).Filling);
    }

    private static async Task<Dictionary<int, string?>> WriteAsync(RespClient client, int keys, CancellationToken stop)
    {
        var model = new Dictionary<int, string?>();
        var random = new Random(7);
        for (var step = 0; !stop.IsCancellationRequested || step < 2_000; step++)
        {
            var key = random.Next(keys);
            if (random.Next(3) == 0)
            {
                await client.ExecuteAsync("DEL", $"k{key}");
                model[key] = null;
            }
            else
            {
                var reply = await client.ExecuteAsync("SET", $"k{key}", $"new{step}");
                Assert.Equal("OK", reply.Text);
                model[key] = $"new{step}";
            }
        }

        return model;
    }

    private static Task FilledAsync(TestNode node) =>
        Eventually.True(async () => await StatusAsync(node) is { Filling.Count: 0, Filled.Count: > 0 }, "the copy is filled");

    private static async Task<(List<string> Filling, List<string> Filled, List<string> Problems)> StatusAsync(TestNode node)
    {
        using var http = new HttpClient();
        var json = await http.GetStringAsync(new Uri($"http://{node.Server.AdminEndPoint}/status"));
        using var status = System.Text.Json.JsonDocument.Parse(json);
        return (Ranges("filling"), Ranges("filled"), Ranges("problems"));

        List<string> Ranges(string name) =>
            [.. status.RootElement.GetProperty(name).EnumerateArray().Select(range => range.ToString())];
    }
}
