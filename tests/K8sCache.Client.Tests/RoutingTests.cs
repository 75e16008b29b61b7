using K8sCache.Client.Tests.Support;
using K8sCache.Topology;

namespace K8sCache.Client.Tests;

/// <summary>Whom calls go to, while all is well and while it changes.</summary>
public sealed class RoutingTests
{
    private const int Keys = 300;

    [Theory]
    [InlineData(RoutingMode.Auto)]
    [InlineData(RoutingMode.Direct)]
    public async Task Every_key_goes_straight_to_its_primary(RoutingMode routing)
    {
        await using var cluster = await TestCluster.StartAsync(3, router: true);
        await using var client = Clients.Of(cluster.Router, options =>
        {
            options.Routing = routing;
            // Questions for it are calls too, and here calls are counted.
            options.TopologyInterval = TimeSpan.FromHours(1);
        });
        await WriteAsync(client);
        await ReadAsync(client);
        Assert.Equal(cluster.Topology.Epoch, client.TopologyEpoch);
        Assert.Equal(Keys, await CountAsync(cluster));
        await Eventually.True(() => client.Router.Table!.Links.All(link => link.Connections == 2), "all nodes are connected");
        var before = Picks(client);
        await ReadAsync(client);
        // A question for the topology may be among them.
        Assert.InRange(Picks(client).Sum() - before.Sum(), Keys, Keys + 20);
        Assert.All(Picks(client).Zip(before), pair => Assert.True(pair.First > pair.Second));
    }

    [Fact]
    public async Task Any_node_will_do_as_the_address()
    {
        await using var cluster = await TestCluster.StartAsync(3);
        using var dead = new DeadAddress();
        await using var client = Clients.Of($"{dead}, {cluster[2].Address}");
        await WriteAsync(client);
        await ReadAsync(client);
        Assert.Equal(Keys, await CountAsync(cluster));
    }

    [Fact]
    public async Task A_router_is_all_that_is_used_where_so_wanted()
    {
        await using var cluster = await TestCluster.StartAsync(2, router: true);
        await using var client = Clients.Of(cluster.Router, options => options.Routing = RoutingMode.Router);
        await WriteAsync(client);
        await ReadAsync(client);
        Assert.Equal(0, client.TopologyEpoch);
        Assert.Null(client.Router.Table);
    }

    [Fact]
    public async Task What_cannot_go_straight_goes_through_the_router()
    {
        await using var router = FakeServer.Router(words => words[0] == "GET" ? "$2\r\nok\r\n" : "+OK\r\n");
        using DeadAddress one = new(), two = new();
        router.Topology = new TopologyDocument
        {
            Epoch = 7,
            Nodes = [new TopologyNode { Name = "far-0", Address = $"{one}" }, new TopologyNode { Name = "far-1", Address = $"{two}" }],
        };
        await using var client = Clients.Of(router.Address);
        Assert.Equal("ok", await client.GetStringAsync("k"));
        await Eventually.True(() => client.TopologyEpoch == 7, "the topology is known");
        Assert.True(await client.SetAsync("k", "v"));
        Assert.Equal("ok", await client.GetStringAsync("k"));
        await using var direct = Clients.Of(router.Address, options =>
        {
            options.Routing = RoutingMode.Direct;
            options.RerouteTimeout = TimeSpan.FromMilliseconds(300);
        });
        var error = await Assert.ThrowsAsync<K8sCacheException>(async () => await direct.GetAsync("k"));
        Assert.Equal(CacheErrorKind.Unavailable, error.Kind);
        Assert.Contains("'far-", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cache_that_scales_under_load_shows_no_caller_an_error()
    {
        await using var cluster = await TestCluster.StartAsync(3, factor: 2);
        // Three nodes hold everything from the start, so that moving slots moves no entries.
        await cluster.ApplyAsync(Everywhere(cluster, [0, 1, 2]));
        await using var client = Clients.Of(cluster[0].Address);
        await WriteAsync(client);
        using var stop = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            var rounds = 0;
            for (; !stop.IsCancellationRequested; rounds++)
            {
                var key = $"k{(caller + (rounds * 8)) % Keys}";
                Assert.Equal(key, await client.GetStringAsync(key));
                Assert.True(await client.SetAsync(key, key));
            }

            return rounds;
        })).ToList();
        foreach (var order in (int[][])[[1, 2, 0], [2, 0, 1], [0, 2, 1], [1, 0, 2]])
        {
            await cluster.ApplyAsync(Everywhere(cluster, order));
            await Eventually.True(() => client.TopologyEpoch == cluster.Topology.Epoch, "the client follows");
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(callers), rounds => Assert.True(rounds > 0));
    }

    [Theory]
    [InlineData(SchedulerType.Random)]
    [InlineData(SchedulerType.LeastLoad)]
    [InlineData(SchedulerType.LeastLatency)]
    [InlineData(SchedulerType.Adaptive)]
    public async Task Reads_are_spread_by_the_topologys_scheduler_at_once(SchedulerType scheduler)
    {
        await using var cluster = await TestCluster.StartAsync(2, factor: 2, SchedulerType.Hash);
        await using var client = Clients.Of(cluster[0].Address);
        await client.SetAsync("k", "v");
        await Eventually.True(() => client.Router.Table!.Links.All(link => link.Connections == 2), "all nodes are connected");
        var before = Picks(client);
        for (var round = 0; round < 50; round++)
            Assert.Equal("v", await client.GetStringAsync("k"));
        Assert.Single(Picks(client).Zip(before), pair => pair.First - pair.Second >= 50);

        await cluster.ApplyAsync(cluster.Spread([0, 1], factor: 2, scheduler));
        await Eventually.True(() => client.TopologyEpoch == cluster.Topology.Epoch, "the client follows");
        before = Picks(client);
        await Eventually.True(
            async () =>
            {
                await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ => Assert.Equal("v", await client.GetStringAsync("k"))));
                return Picks(client).Zip(before).All(pair => pair.First - pair.Second > 20);
            },
            "both copies serve");
    }

    [Fact]
    public async Task Nodes_report_their_load_on_the_connections_calls_use()
    {
        await using var cluster = await TestCluster.StartAsync(1);
        await using var client = Clients.Of(cluster[0].Address);
        await client.SetAsync("k", "v");
        await Eventually.True(
            async () =>
            {
                await client.GetAsync("k");
                return client.Router.Table!.Links[0].Signals is { ServiceTime: > 0, LastReport: > 0 };
            },
            "a report came");
    }

    private static TopologyDocument Everywhere(TestCluster cluster, int[] order) => cluster.Spread([0, 1, 2], factor: 3) with
    {
        Slots =
        [
            new SlotRange
            {
                From = 0,
                To = HashSlot.Count - 1,
                Copies = [.. order.Select(node => new SlotCopy(cluster[node].Name, CopyState.InSync))],
            },
        ],
    };

    private static long[] Picks(K8sCacheClient client) => [.. client.Router.Table!.Links.Select(link => link.Signals.Picks)];

    private static async Task WriteAsync(K8sCacheClient client)
    {
        var keys = Enumerable.Range(0, Keys).ToDictionary(key => (CacheKey)$"k{key}", key => (CacheValue)$"k{key}");
        Assert.All(await client.SetManyAsync(keys), result => Assert.True(result.Value));
    }

    private static async Task ReadAsync(K8sCacheClient client)
    {
        var results = await client.GetManyAsync([.. Enumerable.Range(0, Keys).Select(key => (CacheKey)$"k{key}")]);
        Assert.All(results, result => Assert.Equal(result.Key.ToArray().ToList(), result.Value!.ToList()));
    }

    /// <summary>Entries on all nodes: with one copy a key, each is there once or a call went astray.</summary>
    private static async Task<long> CountAsync(TestCluster cluster)
    {
        var sum = 0L;
        foreach (var node in cluster.Nodes)
        {
            await using var raw = await TestCluster.RawAsync(node.Address);
            sum += (await raw.ExecuteAsync("DBSIZE")).Integer;
        }

        return sum;
    }
}
