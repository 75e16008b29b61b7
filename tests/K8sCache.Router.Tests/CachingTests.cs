using System.Text.Json;
using K8sCache.Router.Caching;
using K8sCache.Router.Configuration;
using K8sCache.Router.Routing;
using K8sCache.Router.Tests.Support;
using K8sCache.Topology;

namespace K8sCache.Router.Tests;

/// <summary>Clients that cache, the near cache, and hot keys, over real redis-servers, which tell of changes as nodes do.</summary>
public sealed class CachingTests : IAsyncLifetime
{
    private const string All = ">2\r\n$10\r\ninvalidate\r\n_\r\n";
    private readonly List<RedisProcess> _nodes = [];

    private string[] Addresses => [.. _nodes.Select(node => node.Address)];

    public async ValueTask InitializeAsync()
    {
        for (var index = 0; index < 2; index++)
            _nodes.Add(await RedisProcess.StartAsync());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
    }

    [Fact]
    public async Task A_client_is_told_once_of_what_it_read_and_not_of_what_it_did_not()
    {
        await using var router = await TestRouter.OverAsync(Addresses);
        using var client = await TrackingAsync(router, "ON");
        await using var writer = await router.ConnectAsync();
        await client.SendAsync("GET a\r\nMGET b c\r\nGET a\r\n");
        await client.ExpectAsync("_\r\n*2\r\n_\r\n_\r\n_\r\n");
        await writer.ExecuteAsync("SET", "unread", "1");
        await writer.ExecuteAsync("SET", "a", "1");
        await client.ExpectAsync(Changed("a"));
        await writer.ExecuteAsync("SET", "a", "2");
        await writer.ExecuteAsync("SET", "c", "2");
        await client.ExpectAsync(Changed("c"));

        await client.SendAsync("CLIENT TRACKING OFF\r\nGET a\r\n");
        await client.ExpectAsync("+OK\r\n$1\r\n2\r\n");
        await writer.ExecuteAsync("SET", "b", "2");
        await client.SendAsync("PING\r\n");
        await client.ExpectAsync("+PONG\r\n");
    }

    [Fact]
    public async Task Reads_and_writes_in_one_pipeline_keep_their_order_and_own_writes_may_be_left_out()
    {
        await using var router = await TestRouter.OverAsync(Addresses);
        using var client = await TrackingAsync(router, "ON NOLOOP");
        await client.SendAsync("SET {t}a 1\r\nGET {t}a\r\nSET {t}a 2\r\nGET {t}a\r\nPING\r\n");
        // Word of a write may come after the read behind it; then it is told for nothing.
        var replies = await client.ReceiveThroughAsync("+PONG\r\n");
        Assert.Equal("+OK\r\n$1\r\n1\r\n+OK\r\n$1\r\n2\r\n+PONG\r\n", replies.Replace(Changed("{t}a"), "", StringComparison.Ordinal));

        await using var writer = await router.ConnectAsync();
        await client.SendAsync("GET {t}b\r\nGET {t}c\r\nSET {t}b 1\r\nPING\r\n");
        await client.ReceiveThroughAsync("+PONG\r\n");
        await writer.ExecuteAsync("SET", "{t}c", "3");
        Assert.DoesNotContain("{t}b", await client.ReceiveThroughAsync("{t}c\r\n"), StringComparison.Ordinal);

        using var optIn = await TrackingAsync(router, "ON OPTIN");
        await writer.ExecuteAsync("SET", "a", "3");
        await optIn.SendAsync("GET a\r\nCLIENT CACHING YES\r\nGET b\r\n");
        await optIn.ExpectAsync("$1\r\n3\r\n+OK\r\n_\r\n");
        await writer.ExecuteAsync("SET", "a", "1");
        await writer.ExecuteAsync("SET", "b", "1");
        await optIn.ExpectAsync(Changed("b"));
        await optIn.SendAsync("CLIENT TRACKINGINFO\r\n");
        await optIn.ExpectAsync("%3\r\n$5\r\nflags\r\n~2\r\n$2\r\non\r\n$5\r\noptin\r\n$8\r\nredirect\r\n:0\r\n$8\r\nprefixes\r\n*0\r\n");
    }

    [Fact]
    public async Task Prefixes_are_told_of_without_reading()
    {
        await using var router = await TestRouter.OverAsync(Addresses);
        using var client = await TrackingAsync(router, "ON BCAST PREFIX user: PREFIX item:");
        await client.ExpectAsync(All);
        await Eventually.True(
            () => router.Server.Loops.Any(loop => loop.Nodes.All(node => node.Upstreams.Any(upstream => upstream is { Lane: Lane.Broadcast, IsUp: true }))),
            "both nodes tell");
        await using var writer = await router.ConnectAsync();
        await writer.ExecuteAsync("SET", "other:1", "v");
        await writer.ExecuteAsync("SET", "user:1", "v");
        // Once more where the second node came later than the first one's was told.
        var told = await client.ReceiveThroughAsync(Changed("user:1"));
        Assert.Contains(told, new[] { Changed("user:1"), All + Changed("user:1") });
        await writer.ExecuteAsync("SET", "item:1", "v");
        await client.ExpectAsync(Changed("item:1"));
        await client.SendAsync("CLIENT TRACKING ON BCAST PREFIX item:1\r\n");
        await client.ExpectAsync("-ERR Prefix 'item:1' overlaps with an existing prefix 'item:'. Prefixes for a single client must not overlap.\r\n");
    }

    [Fact]
    public async Task Where_changes_may_have_been_missed_the_client_drops_all()
    {
        await using var router = await TestRouter.OverAsync(Addresses);
        using var client = await TrackingAsync(router, "ON");
        await client.SendAsync("MGET a b c d\r\n");
        await client.ExpectAsync("*4\r\n_\r\n_\r\n_\r\n_\r\n");
        await router.PutAsync(TestRouter.Topology(2, [.. Addresses.Reverse()]));
        await client.ReceiveThroughAsync(All);
        await client.SendAsync("MGET a b c d\r\n");
        await client.ReceiveThroughAsync("*4\r\n_\r\n_\r\n_\r\n_\r\n");
        await _nodes[0].DisposeAsync();
        await client.ReceiveThroughAsync(All);
    }

    [Fact]
    public async Task A_slot_just_written_is_not_served_from_the_near_cache()
    {
        await using var router = await TestRouter.OverAsync(Addresses, options: Near(TimeSpan.FromMinutes(5)));
        await using var client = await router.ConnectAsync();
        await client.ExecuteAsync("SET", "hot", "1");
        using var reader = await router.ConnectRawAsync();
        var near = router.Server.Loops[0].NearCache!;
        await HeatAsync(reader, "1");
        // The write a moment ago keeps the slot from being served from here for as long as anything may be stale.
        Assert.Equal(0, near.Hits);
    }

    [Fact]
    public async Task The_near_cache_follows_writes_past_the_router_and_through_it()
    {
        await using var router = await TestRouter.OverAsync(Addresses, options: Near(TimeSpan.FromMilliseconds(200)));
        await using var direct = await _nodes[TestRouter.OwnerOf("hot", 2)].ConnectAsync();
        await direct.ExecuteAsync("SET", "hot", "1");
        using var reader = await router.ConnectRawAsync();
        await HeatAsync(reader, "1");
        var near = router.Server.Loops[0].NearCache!;
        await Eventually.True(
            async () =>
            {
                await HeatAsync(reader, "1");
                return near.Hits > 1000;
            },
            "it answers");
        Assert.InRange(near.Bytes, 1, 1 << 20);

        await direct.ExecuteAsync("SET", "hot", "2");
        await Eventually.True(async () => await GetAsync(reader) == "2", "its node told of it");
        await using var client = await router.ConnectAsync();
        for (var value = 3; value < 30; value++)
        {
            await client.ExecuteAsync("SET", "hot", $"{value % 10}");
            Assert.Equal($"{value % 10}", await GetAsync(reader));
        }

        using var report = await router.GetAsync("/hotkeys");
        using var json = JsonDocument.Parse(await report.Content.ReadAsStringAsync());
        var first = json.RootElement.GetProperty("keys")[0];
        Assert.Equal("hot", first.GetProperty("key").GetString());
        Assert.True(first.GetProperty("hot").GetBoolean());
        using var metrics = await router.GetAsync("/metrics");
        var text = await metrics.Content.ReadAsStringAsync();
        Assert.Contains("k8scache_router_hot_keys 1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"hot\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_topology_switches_the_near_cache_on_and_off_with_clients_connected()
    {
        await using var router = await TestRouter.OverAsync(Addresses, options: TestRouter.Options with { Threads = 1 });
        await using var client = await router.ConnectAsync();
        using var reader = await router.ConnectRawAsync();
        await client.ExecuteAsync("SET", "hot", "1");
        await HeatAsync(reader, "1");
        Assert.Null(router.Server.Loops[0].NearCache);

        var topology = TestRouter.Topology(2, Addresses);
        await router.PutAsync(topology with { Scheduler = topology.Scheduler with { NearCache = new NearCacheSpec { Bytes = 1 << 20, StalenessMs = 200 } } });
        await Eventually.True(
            async () =>
            {
                await HeatAsync(reader, "1");
                return router.Server.Loops[0].NearCache!.Hits > 1000;
            },
            "it answers");
        for (var value = 2; value < 10; value++)
        {
            await client.ExecuteAsync("SET", "hot", $"{value}");
            Assert.Equal($"{value}", await GetAsync(reader));
        }

        await router.PutAsync(topology with { Epoch = 3, Scheduler = topology.Scheduler with { HotKeys = new HotKeySpec { Spread = false } } });
        Assert.Null(router.Server.Loops[0].NearCache);
        Assert.Null(router.Server.Loops[0].HotKeys);
        await HeatAsync(reader, "9");
    }

    [Fact]
    public async Task Reads_of_a_hot_key_are_spread_over_its_copies_by_any_scheduler()
    {
        await using var one = FakeNode.Start();
        await using var two = FakeNode.Start();
        one.Entries["hot"] = two.Entries["hot"] = "1";
        await using var router = await TestRouter.OverAsync(
            [one.Address, two.Address], SchedulerType.Hash, factor: 2, TestRouter.Options with { Threads = 1 });
        using var reader = await router.ConnectRawAsync();
        await Eventually.True(
            async () =>
            {
                await HeatAsync(reader, "1");
                return router.Server.Loops[0].HotKeys!.HotCount == 1;
            },
            "it is hot");
        var (first, second) = (one.Count("GET"), two.Count("GET"));
        await HeatAsync(reader, "1");
        Assert.InRange(one.Count("GET") - first, 300, 700);
        Assert.InRange(two.Count("GET") - second, 300, 700);
    }

    [Fact]
    public void Nothing_is_given_out_longer_than_it_may_be_stale_nor_past_a_write_nor_beyond_the_memory()
    {
        var near = new NearCache(400, staleTicks: 100, now: 900);
        Assert.False(near.TryBeginFill("a"u8, 1, 999));
        Assert.True(near.TryBeginFill("a"u8, 1, 1000));
        Assert.False(near.TryBeginFill("a"u8, 1, 1000));
        near.EndFill("a"u8.ToArray(), 1, "x"u8.ToArray(), 1000);
        Assert.Equal("x"u8.ToArray(), near.Find("a"u8, 1, 1099));
        Assert.Null(near.Find("a"u8, 1, 1100));

        Assert.True(near.TryBeginFill("a"u8, 1, 1200));
        near.OnWrite(1, 1201);
        near.EndFill("a"u8.ToArray(), 1, "old"u8.ToArray(), 1200);
        Assert.Null(near.Find("a"u8, 1, 1210));
        Assert.False(near.TryBeginFill("a"u8, 1, 1250));

        Assert.True(near.TryBeginFill("b"u8, 2, 1400));
        near.EndFill("b"u8.ToArray(), 2, "y"u8.ToArray(), 1400);
        near.Remove("b"u8);
        Assert.Null(near.Find("b"u8, 2, 1401));
        for (var key = 0; key < 20; key++)
        {
            near.TryBeginFill([(byte)key], 3, 1500);
            near.EndFill([(byte)key], 3, new byte[50], 1500);
        }

        Assert.InRange(near.Bytes, 1, 400);
        near.TryBeginFill("new"u8, 3, 1700);
        near.EndFill("new"u8.ToArray(), 3, new byte[50], 1700);
        Assert.NotNull(near.Find("new"u8, 3, 1701));
        near.Clear();
        Assert.Equal((0, 0L), (near.Count, near.Bytes));
    }

    private static RouterOptions Near(TimeSpan staleness) =>
        TestRouter.Options with { Threads = 1, NearCacheBytes = 1 << 20, NearCacheStaleness = staleness };

    private static async Task<RawClient> TrackingAsync(TestRouter router, string options)
    {
        var client = await router.ConnectRawAsync();
        await client.SendAsync($"HELLO 3\r\nPING\r\nCLIENT TRACKING {options}\r\n");
        await client.ReceiveThroughAsync("+PONG\r\n");
        await client.ExpectAsync("+OK\r\n");
        return client;
    }

    private static string Changed(string key) => $">2\r\n$10\r\ninvalidate\r\n*1\r\n${key.Length}\r\n{key}\r\n";

    private static async Task HeatAsync(RawClient reader, string value)
    {
        const int Reads = 1000;
        await reader.SendAsync(string.Concat(Enumerable.Repeat("GET hot\r\n", Reads)));
        await reader.ExpectAsync(string.Concat(Enumerable.Repeat($"$1\r\n{value}\r\n", Reads)));
    }

    private static async Task<string> GetAsync(RawClient reader)
    {
        await reader.SendAsync("GET hot\r\n");
        return (await reader.ReceiveAsync("$1\r\n1\r\n".Length))[4..5];
    }
}
