using System.Net;
using System.Text;
using K8sCache.Router.Tests.Support;
using K8sCache.Testing.Client;
using K8sCache.Topology;
using K8sCache.Topology.Json;

namespace K8sCache.Router.Tests;

public sealed class TopologyChangeTests : IAsyncLifetime
{
    private readonly List<FakeNode> _nodes = [];

    private string[] Addresses => [.. _nodes.Select(node => node.Address)];

    public ValueTask InitializeAsync()
    {
        for (var index = 0; index < 3; index++)
            _nodes.Add(FakeNode.Start());
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
    }

    [Fact]
    public async Task PUT_takes_higher_epochs_and_refuses_the_rest_with_its_reason()
    {
        await using var router = await TestRouter.OverAsync(Addresses);
        await router.PutAsync(TestRouter.Topology(1, Addresses));
        Assert.Contains("\"epoch\":1", await PutAsync(router, TestRouter.Topology(1, Addresses, SchedulerType.Random), HttpStatusCode.Conflict), StringComparison.Ordinal);
        await router.PutAsync(TestRouter.Topology(5, Addresses, SchedulerType.Random));
        Assert.Contains("\"epoch\":5", await PutAsync(router, TestRouter.Topology(4, Addresses), HttpStatusCode.Conflict), StringComparison.Ordinal);
        var problems = await router.PutAsync("""{"epoch":0,"nodes":[]}""", HttpStatusCode.BadRequest);
        Assert.Contains("epoch: 0", problems, StringComparison.Ordinal);
        Assert.Contains("nodes: missing", problems, StringComparison.Ordinal);
        using var current = await router.GetAsync("/topology");
        Assert.Equal(5, TopologyJson.Parse(await current.Content.ReadAsByteArrayAsync()).Document!.Epoch);
    }

    [Fact]
    public async Task PUT_asks_for_the_internal_identity_where_there_is_one()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "an-identity-of-this-cluster\n");
        await using var router = await TestRouter.StartAsync(TestRouter.Options with { IdentityFile = file });
        foreach (var path in new[] { "/topology", "/status", "/hotkeys" })
        {
            using var answer = await router.GetAsync(path);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        Assert.Contains("Bearer", await PutAsync(router, TestRouter.Topology(1, Addresses), HttpStatusCode.Unauthorized), StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public async Task The_scheduler_switches_under_load_and_no_client_notices()
    {
        await using var router = await TestRouter.OverAsync(Addresses, SchedulerType.Hash, factor: 3);
        foreach (var node in _nodes)
            node.Entries["key"] = "v";
        var stop = false;
        var epoch = 1;
        var clients = Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var client = await router.ConnectAsync();
            var count = 0;
            for (; !Volatile.Read(ref stop); count++)
                Assert.Equal("v", (await client.ExecuteAsync("GET", "key")).Text);
            return count;
        }).ToList();
        foreach (var scheduler in Enum.GetValues<SchedulerType>().Concat(Enum.GetValues<SchedulerType>()))
        {
            await router.PutAsync(TestRouter.Topology(++epoch, Addresses, scheduler, factor: 3));
            Assert.Equal(scheduler.ToString(), (await router.StatusAsync()).GetProperty("scheduler").GetString());
        }

        Volatile.Write(ref stop, true);
        Assert.All(await Task.WhenAll(clients), count => Assert.InRange(count, 1, int.MaxValue));
    }

    [Fact]
    public async Task A_SCAN_that_slots_move_under_begins_again_and_misses_nothing()
    {
        foreach (var node in _nodes)
            node.Override = words => words[0] == "SCAN" ? Scanned(words[1] == "0" ? "7" : "0", $"{node.Port}/{words[1]}") : null;
        await using var router = await TestRouter.OverAsync([_nodes[0].Address, _nodes[1].Address], factor: 2);
        await using var client = await router.ConnectAsync();
        var (cursor, key) = await ScanAsync(client, "0");
        Assert.Equal($"{_nodes[0].Port}/0", key);
        (cursor, key) = await ScanAsync(client, cursor);
        Assert.Equal($"{_nodes[0].Port}/7", key);

        // Another epoch with the same primaries: it goes on where it is.
        await router.PutAsync(TestRouter.Topology(2, [_nodes[0].Address, _nodes[1].Address], SchedulerType.Random, factor: 1));
        (cursor, key) = await ScanAsync(client, cursor);
        Assert.Equal($"{_nodes[1].Port}/0", key);

        await router.PutAsync(TestRouter.Topology(3, Addresses));
        var seen = new List<string>();
        do
        {
            (cursor, key) = await ScanAsync(client, cursor);
            seen.Add(key);
        }
        while (cursor != "0");
        Assert.Equal(_nodes.SelectMany(node => new[] { $"{node.Port}/0", $"{node.Port}/7" }), seen);
    }

    [Fact]
    public async Task Random_spreads_the_reads_of_one_key_over_its_copies_and_Hash_does_not()
    {
        await using var router = await TestRouter.OverAsync(Addresses, SchedulerType.Random, factor: 3);
        await using var client = await router.ConnectAsync();
        for (var read = 0; read < 300; read++)
            await client.ExecuteAsync("GET", "key");
        Assert.All(_nodes, node => Assert.InRange(node.Count("GET"), 60, 140));

        await router.PutAsync(TestRouter.Topology(2, Addresses, SchedulerType.Hash, factor: 3));
        await client.ExecuteAsync("GET", "key");
        var before = _nodes.Select(node => node.Count("GET")).ToList();
        for (var read = 0; read < 50; read++)
            await client.ExecuteAsync("GET", "key");
        Assert.Single(_nodes.Where((node, index) => node.Count("GET") > before[index]));
    }

    [Fact]
    public async Task Reads_follow_the_clients_own_unanswered_writes()
    {
        await using var router = await TestRouter.OverAsync(Addresses, SchedulerType.Random, factor: 3);
        using var client = await router.ConnectRawAsync();
        // The copies of these fakes replicate nothing: only the primary knows what was just written.
        await client.SendAsync(string.Concat(Enumerable.Range(0, 100).Select(i => $"SET key {i}\r\nGET key\r\n")));
        await client.ExpectAsync(string.Concat(Enumerable.Range(0, 100).Select(i => $"+OK\r\n${$"{i}".Length}\r\n{i}\r\n")));
    }

    [Fact]
    public async Task Connections_to_removed_nodes_close_once_their_requests_are_answered()
    {
        await using var router = await TestRouter.OverAsync(Addresses);
        await using var client = await router.ConnectAsync();
        _nodes[1].Pause();
        var key = Enumerable.Range(0, 100).Select(i => $"k{i}").First(name => OwnerOf(name) == 1);
        var pending = client.ExecuteAsync("GET", key);
        await Eventually.True(() => _nodes[1].Count("GET") == 1, "the request is there");
        await router.PutAsync(TestRouter.Topology(2, [_nodes[0].Address, _nodes[2].Address]));
        _nodes[1].Resume();
        Assert.True((await pending).IsNull);
        await Eventually.True(() => _nodes[1].ConnectionCount == 0, "its connections are closed");
    }

    [Fact]
    public async Task Load_reports_are_learnt_and_shown()
    {
        _nodes[0].Report = (7, 42_000);
        await using var router = await TestRouter.OverAsync([_nodes[0].Address], SchedulerType.Adaptive);
        await using var client = await router.ConnectAsync();
        // The first may ride along with the greeting, which asks for the reports.
        await client.ExecuteAsync("GET", "a");
        await client.ExecuteAsync("GET", "a");
        var node = (await router.StatusAsync()).GetProperty("nodes")[0];
        Assert.Equal(7, node.GetProperty("reportedInFlight").GetInt32());
        Assert.Equal(42e-6, node.GetProperty("reportedServiceTimeSeconds").GetDouble(), 1e-9);
        using var metrics = await router.GetAsync("/metrics");
        var text = await metrics.Content.ReadAsStringAsync();
        Assert.Contains("k8scache_router_node_reported_in_flight{node=\"n0\"} 7", text, StringComparison.Ordinal);
        Assert.Contains("k8scache_router_requests_total{command=\"get\"} 2", text, StringComparison.Ordinal);
        Assert.Contains("k8scache_router_scheduler_info{scheduler=\"Adaptive\"} 1", text, StringComparison.Ordinal);
        Assert.Contains("k8scache_router_upstream_latency_seconds_count{node=\"n0\"}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_topology_file_is_read_and_watched()
    {
        var path = Path.Combine(Path.GetTempPath(), $"k8scache-{Guid.NewGuid():N}.json");
        try
        {
            await using var router = await TestRouter.StartAsync(TestRouter.Options with { TopologyFile = path });
            await File.WriteAllBytesAsync(path, TopologyJson.Serialize(TestRouter.Topology(1, Addresses)));
            await Eventually.True(async () => (await router.GetAsync("/readyz")).IsSuccessStatusCode, "the file is read");
            await File.WriteAllTextAsync(path, "{ not json");
            await File.WriteAllBytesAsync(path, TopologyJson.Serialize(TestRouter.Topology(2, Addresses)));
            await Eventually.True(async () => (await router.StatusAsync()).GetProperty("epoch").GetInt64() == 2, "the change is seen");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task The_first_client_finds_the_topology_of_the_file()
    {
        var path = Path.Combine(Path.GetTempPath(), $"k8scache-{Guid.NewGuid():N}.json");
        try
        {
            await File.WriteAllBytesAsync(path, TopologyJson.Serialize(TestRouter.Topology(1, Addresses)));
            await using var router = await TestRouter.StartAsync(TestRouter.Options with { TopologyFile = path });
            await using var client = await router.ConnectAsync();
            Assert.DoesNotContain("LOADING", (await client.ExecuteAsync("SCAN", "0")).Text, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Drain_answers_what_is_in_flight_and_then_closes()
    {
        await using var router = await TestRouter.OverAsync([_nodes[0].Address]);
        using var busy = await router.ConnectRawAsync();
        using var idle = await router.ConnectRawAsync();
        await idle.SendAsync("PING\r\n");
        await idle.ExpectAsync("+PONG\r\n");
        _nodes[0].Pause();
        await busy.SendAsync("SET a 1\r\n");
        await Eventually.True(() => _nodes[0].Count("SET") == 1, "the request is there");
        var draining = router.Server.DrainAsync();
        Assert.Equal("", await idle.ReceiveToEndAsync());
        _nodes[0].Resume();
        Assert.Equal("+OK\r\n", await busy.ReceiveToEndAsync());
        await draining;
        using var ready = await router.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
    }

    [Fact]
    public async Task A_router_that_is_to_end_takes_clients_until_all_know_that_it_ends()
    {
        var time = new HeldTime(TimeSpan.FromMinutes(5));
        await using var router = await TestRouter.StartAsync(TestRouter.Options with { DrainDelay = TimeSpan.FromMinutes(5) }, time);
        await router.PutAsync(TestRouter.Topology(1, [_nodes[0].Address]));
        using var early = await router.ConnectRawAsync();
        var draining = router.Server.DrainAsync();
        await Eventually.True(() => time.IsWaiting, "it waits for the delay");
        using (var ready = await router.GetAsync("/readyz"))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        using var late = await router.ConnectRawAsync();
        foreach (var client in new[] { early, late })
        {
            await client.SendAsync("SET a 1\r\n");
            await client.ExpectAsync("+OK\r\n");
        }

        time.Release();
        Assert.Equal("", await late.ReceiveToEndAsync());
        await draining;
    }

    [Fact]
    public async Task A_password_is_asked_of_clients()
    {
        var path = Path.Combine(Path.GetTempPath(), $"k8scache-{Guid.NewGuid():N}.txt");
        await File.WriteAllTextAsync(path, "secret\n");
        try
        {
            await using var router = await TestRouter.OverAsync(Addresses, options: TestRouter.Options with { PasswordFile = path });
            await using var stranger = await router.ConnectAsync();
            Assert.Equal("NOAUTH Authentication required.", (await stranger.ExecuteAsync("GET", "a")).Text);
            Assert.StartsWith(
                "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> <pass> option",
                (await stranger.ExecuteAsync("HELLO", "3")).Text, StringComparison.Ordinal);
            // What calls no command is said before, as by redis-server.
            Assert.Equal("ERR wrong number of arguments for 'get' command", (await stranger.ExecuteAsync("GET")).Text);
            Assert.Equal("ERR unknown command 'nosuch', with args beginning with: 'a' ", (await stranger.ExecuteAsync("nosuch", "a")).Text);
            Assert.Equal("ERR unknown subcommand 'nosuch'. Try CLIENT HELP.", (await stranger.ExecuteAsync("CLIENT", "nosuch")).Text);
            Assert.Equal("EXECABORT Transaction discarded because of: NOAUTH Authentication required.", (await stranger.ExecuteAsync("EXEC")).Text);
            Assert.Equal(
                "EXECABORT Transaction discarded because of: wrong number of arguments for 'exec' command", (await stranger.ExecuteAsync("EXEC", "x")).Text);
            Assert.StartsWith("WRONGPASS", (await stranger.ExecuteAsync("AUTH", "wrong")).Text, StringComparison.Ordinal);
            Assert.Equal("OK", (await stranger.ExecuteAsync("AUTH", "default", "secret")).Text);
            Assert.True((await stranger.ExecuteAsync("GET", "a")).IsNull);
            await using var known = await router.ConnectAsync(Resp.RespVersion.Resp3, "secret");
            Assert.True((await known.ExecuteAsync("GET", "a")).IsNull);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_port_in_use_is_named_and_leaves_nothing_running()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        var failure = await Assert.ThrowsAsync<K8sCache.Hosting.Lifetime.StartFailedException>(
            () => TestRouter.StartAsync(TestRouter.Options with { Port = port }));
        Assert.Contains($"{port}", failure.Message, StringComparison.Ordinal);
    }

    private int OwnerOf(string key)
    {
        var map = SlotMap.Compile(TestRouter.Topology(1, Addresses));
        return map[HashSlot.Of(Encoding.UTF8.GetBytes(key))].Primary;
    }

    private static Task<string> PutAsync(TestRouter router, TopologyDocument document, HttpStatusCode expected) =>
        router.PutAsync(Encoding.UTF8.GetString(TopologyJson.Serialize(document)), expected);

    private static byte[] Scanned(string cursor, string key) =>
        Encoding.ASCII.GetBytes($"*2\r\n${cursor.Length}\r\n{cursor}\r\n*1\r\n${key.Length}\r\n{key}\r\n");

    private static async Task<(string Cursor, string Key)> ScanAsync(RespClient client, string cursor)
    {
        var reply = await client.ExecuteAsync("SCAN", cursor);
        return (reply.Items[0].Text, reply.Items[1].Items[0].Text);
    }
}
