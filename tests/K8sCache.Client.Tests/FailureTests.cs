using K8sCache.Client.Tests.Support;
using K8sCache.Topology;

namespace K8sCache.Client.Tests;

/// <summary>What callers see, and what nodes are sent, when things go wrong.</summary>
public sealed class FailureTests
{
    [Fact]
    public async Task Reads_go_on_when_a_node_dies_and_writes_once_the_topology_knows()
    {
        await using var cluster = await TestCluster.StartAsync(3, factor: 3);
        await using var client = Clients.Of($"{cluster[1].Address},{cluster[2].Address}");
        var keys = Enumerable.Range(0, 200).Select(key => $"k{key}").ToList();
        foreach (var key in keys)
            await client.SetAsync(key, key);
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var round = 0; !stop.IsCancellationRequested; round++)
                Assert.Contains(await client.GetStringAsync(keys[round % keys.Count]), new[] { keys[round % keys.Count], "new" });
        })).ToList();
        await cluster.KillAsync(0);
        foreach (var key in keys)
            Assert.Equal(key, await client.GetStringAsync(key));

        // The operator's part: the copies on the others are promoted.
        var writes = keys.Select(key => client.SetAsync(key, "new").AsTask()).ToList();
        await cluster.ApplyAsync(cluster.Spread([1, 2], factor: 2));
        await Task.WhenAll(writes);
        await stop.CancelAsync();
        await Task.WhenAll(readers);
        foreach (var key in keys)
            Assert.Equal("new", await client.GetStringAsync(key));
    }

    [Fact]
    public async Task A_read_is_tried_on_another_copy_when_its_connection_breaks()
    {
        await using var first = FakeServer.Node(_ => "");
        await using var second = FakeServer.Node(_ => "$2\r\nok\r\n");
        FakeServer.Cluster(1, SchedulerType.Hash, first, second);
        await using var client = Clients.Of(first.Address);
        Assert.Equal("ok", await client.GetStringAsync("k"));
        Assert.Equal(1, first.Count("GET"));
    }

    [Fact]
    public async Task A_write_that_may_have_been_executed_is_not_sent_again()
    {
        await using var node = FakeServer.Node(_ => "");
        FakeServer.Cluster(1, SchedulerType.Hash, node);
        await using var client = Clients.Of(node.Address);
        var error = await Assert.ThrowsAsync<K8sCacheException>(async () => await client.SetAsync("k", "v"));
        Assert.Equal(CacheErrorKind.ConnectionLost, error.Kind);
        Assert.True(error.MayHaveExecuted);
        Assert.Equal("fake-0", error.Node);
        Assert.Contains($"node 'fake-0' ({node.Address}) was lost before it answered SET", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("the write may or may not have been executed", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, node.Count("SET"));
    }

    [Fact]
    public async Task A_read_with_no_copies_left_fails_with_the_node_that_failed_it()
    {
        await using var node = FakeServer.Node(_ => "");
        FakeServer.Cluster(1, SchedulerType.Hash, node);
        await using var client = Clients.Of(node.Address, options => options.ReadRetries = 0);
        var error = await Assert.ThrowsAsync<K8sCacheException>(async () => await client.GetAsync("k"));
        Assert.Equal(CacheErrorKind.ConnectionLost, error.Kind);
        Assert.False(error.MayHaveExecuted);
        Assert.Equal(1, node.Count("GET"));
    }

    [Fact]
    public async Task A_node_that_is_silent_past_the_deadline_is_named()
    {
        await using var node = FakeServer.Node(_ => null);
        FakeServer.Cluster(1, SchedulerType.Hash, node);
        await using var client = Clients.Of(node.Address, options =>
        {
            options.RequestTimeout = options.StallTimeout = options.RerouteTimeout = TimeSpan.FromMilliseconds(300);
            options.TopologyInterval = TimeSpan.FromHours(1);
            options.DrainTimeout = TimeSpan.Zero;
        });
        var error = await Assert.ThrowsAsync<K8sCacheException>(async () => await client.SetAsync("k", "v"));
        Assert.Equal(CacheErrorKind.Timeout, error.Kind);
        Assert.True(error.MayHaveExecuted);
        Assert.Contains("node 'fake-0'", error.Message, StringComparison.Ordinal);
        Assert.Contains("did not answer SET within 300 ms", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_node_is_given_up_and_its_reads_go_elsewhere()
    {
        await using var stopped = FakeServer.Node(_ => null);
        await using var other = FakeServer.Node(_ => "$2\r\nok\r\n");
        FakeServer.Cluster(1, SchedulerType.Hash, stopped, other);
        await using var client = Clients.Of(other.Address, options => options.StallTimeout = TimeSpan.FromMilliseconds(200));
        Assert.Equal("ok", await client.GetStringAsync("k"));
    }

    [Fact]
    public async Task MOVED_is_followed_and_the_topology_asked_for()
    {
        await using var second = FakeServer.Node(words => words[0] == "SET" ? "+OK\r\n" : "$2\r\nok\r\n");
        await using var first = FakeServer.Node(_ => $"-MOVED 1 {second.Address}\r\n");
        FakeServer.Cluster(1, SchedulerType.Hash, first, second);
        await using var client = Clients.Of(first.Address, options => options.TopologyInterval = TimeSpan.FromHours(1));
        Assert.Equal("ok", await client.GetStringAsync("k"));
        Assert.True(await client.SetAsync("k", "v"));
        var document = FakeServer.Cluster(2, SchedulerType.Hash, second, first);
        Assert.Equal("ok", await client.GetStringAsync("k"));
        await Eventually.True(() => client.TopologyEpoch == document.Epoch, "the newer topology is taken");
    }

    [Fact]
    public async Task Nodes_that_send_a_call_round_in_circles_end_it()
    {
        FakeServer? second = null;
        await using var first = FakeServer.Node(_ => $"-MOVED 1 {second!.Address}\r\n");
        await using var other = FakeServer.Node(_ => $"-MOVED 1 {first.Address}\r\n");
        second = other;
        FakeServer.Cluster(1, SchedulerType.Hash, first, other);
        await using var client = Clients.Of(first.Address, options => options.RerouteTimeout = TimeSpan.FromMilliseconds(300));
        foreach (var call in (Func<Task>[])[() => client.GetAsync("k").AsTask(), () => client.SetAsync("k", "v").AsTask()])
        {
            var error = await Assert.ThrowsAsync<K8sCacheException>(call);
            Assert.Equal(CacheErrorKind.Unavailable, error.Kind);
        }
    }

    [Fact]
    public async Task A_node_that_is_loading_is_passed_by_for_reads_and_waited_for_with_writes()
    {
        var isLoading = true;
        await using var first = FakeServer.Node(_ => Volatile.Read(ref isLoading) ? "-LOADING not yet\r\n" : "+OK\r\n");
        await using var second = FakeServer.Node(_ => "$2\r\nok\r\n");
        FakeServer.Cluster(1, SchedulerType.Hash, first, second);
        await using var client = Clients.Of(first.Address);
        Assert.Equal("ok", await client.GetStringAsync("k"));
        var write = client.SetAsync("k", "v").AsTask();
        await Eventually.True(() => first.Count("SET") > 0, "the write was refused");
        Volatile.Write(ref isLoading, false);
        Assert.True(await write);
    }

    [Fact]
    public async Task A_broken_connection_comes_back()
    {
        await using var node = FakeServer.Node(_ => "$2\r\nok\r\n");
        FakeServer.Cluster(1, SchedulerType.Hash, node);
        await using var client = Clients.Of(node.Address, options => options.ReadRetries = 10);
        for (var round = 0; round < 5; round++)
        {
            Assert.Equal("ok", await client.GetStringAsync("k"));
            node.Break();
        }
    }

    [Fact]
    public async Task A_lower_epoch_is_refused_while_nodes_are_in_reach()
    {
        await using var node = FakeServer.Node(_ => "$2\r\nok\r\n");
        await using var stale = FakeServer.Node(_ => "-ERR asked the wrong one\r\n");
        FakeServer.Cluster(3, SchedulerType.Hash, stale);
        FakeServer.Cluster(5, SchedulerType.Hash, node);
        await using var client = Clients.Of($"{node.Address},{stale.Address}");
        await Eventually.True(
            async () =>
            {
                await Record.ExceptionAsync(async () => await client.PingAsync());
                return client.TopologyEpoch == 5;
            },
            "the higher epoch won");
        for (var round = 0; round < 100; round++)
            Assert.Equal("ok", await client.GetStringAsync("k"));
        Assert.Equal(5, client.TopologyEpoch);
    }

    [Fact]
    public async Task The_wrong_password_is_the_reason_calls_fail()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "secret");
            await using var closed = await TestNode.StartAsync(configure: options => options with { PasswordFile = file });
            await using var right = Clients.Of(closed.Address, options => options.Password = "secret");
            Assert.True(await right.SetAsync("k", "v"));
            Assert.Contains("WRONGPASS", (await FailAsync(closed.Address, "wrong")).Message, StringComparison.Ordinal);
            Assert.Contains("asks for a password", (await FailAsync(closed.Address, null)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Disposing_answers_what_is_under_way_and_refuses_the_rest()
    {
        var release = new TaskCompletionSource();
        await using var node = FakeServer.Node(_ => "$2\r\nok\r\n");
        FakeServer.Cluster(1, SchedulerType.Hash, node);
        var client = Clients.Of(node.Address, options => options.DrainTimeout = TimeSpan.FromSeconds(20));
        await client.PingAsync();
        node.Held = release.Task;
        var reads = Enumerable.Range(0, 10).Select(_ => client.GetStringAsync("k").AsTask()).ToList();
        await Eventually.True(() => node.Count("GET") > 0, "a read arrived");
        var disposing = client.DisposeAsync().AsTask();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await client.GetAsync("k"));
        release.SetResult();
        Assert.All(await Task.WhenAll(reads), read => Assert.Equal("ok", read));
        await disposing;
        await Eventually.True(() => node.Connections == 0, "the connections are closed");
    }

    [Fact]
    public async Task More_calls_than_a_connection_takes_are_refused()
    {
        var release = new TaskCompletionSource();
        await using var node = FakeServer.Node(_ => "$2\r\nok\r\n");
        node.Held = release.Task;
        FakeServer.Cluster(1, SchedulerType.Hash, node);
        await using var client = Clients.Of(node.Address, options =>
        {
            options.MaxInFlightPerConnection = 10;
            options.TopologyInterval = TimeSpan.FromHours(1);
        });
        var reads = Enumerable.Range(0, 100).Select(_ => client.GetStringAsync("k").AsTask()).ToList();
        await Eventually.True(() => reads.Count(read => read.IsFaulted) >= 90, "what is too much is refused");
        release.SetResult();
        foreach (var read in reads)
        {
            if (await Record.ExceptionAsync(() => read) is { } error)
                Assert.Equal(CacheErrorKind.TooBusy, Assert.IsType<K8sCacheException>(error).Kind);
        }

        Assert.Equal("ok", await client.GetStringAsync("k"));
    }

    [Fact]
    public async Task Several_connections_a_lane_share_the_calls()
    {
        await using var node = await TestNode.StartAsync();
        await using var client = Clients.Of(node.Address, options => options.ConnectionsPerLane = 3);
        var keys = Enumerable.Range(0, 300).Select(key => (CacheKey)$"k{key}").ToList();
        await client.SetManyAsync([.. keys.Select(key => new KeyValuePair<CacheKey, CacheValue>(key, "v"))]);
        Assert.All(await client.GetManyAsync(keys), result => Assert.True(result.IsOk));
        Assert.Equal(6, client.Router.Seeds[0].Connections);
    }

    [Fact]
    public async Task A_cache_made_anew_under_its_old_address_is_found()
    {
        var time = new JumpingTime();
        await using var router = FakeServer.Router(_ => "-LOADING no\r\n");
        await using var before = FakeServer.Node(_ => "$3\r\nold\r\n");
        await using var after = FakeServer.Node(_ => "$3\r\nnew\r\n");
        router.Topology = FakeServer.Cluster(9, SchedulerType.Hash, before);
        await using var client = new K8sCacheClient(
            new K8sCacheClientOptions
            {
                Address = router.Address,
                Routing = RoutingMode.Direct,
                TopologyInterval = TimeSpan.FromMilliseconds(100),
            },
            time);
        Assert.Equal("old", await client.GetStringAsync("k"));
        await before.DisposeAsync();
        router.Topology = FakeServer.Cluster(1, SchedulerType.Hash, after);
        await Eventually.True(() => !client.Router.Table!.Links[0].IsUpAtAll, "the old node is gone");
        time.Jump(TimeSpan.FromSeconds(11));
        await Eventually.True(() => client.TopologyEpoch == 1, "the lower epoch is believed");
        Assert.Equal("new", await client.GetStringAsync("k"));
    }

    private static async Task<K8sCacheException> FailAsync(string address, string? password)
    {
        await using var client = Clients.Of(address, options =>
        {
            options.Password = password;
            options.RerouteTimeout = TimeSpan.FromMilliseconds(300);
        });
        return await Assert.ThrowsAsync<K8sCacheException>(async () => await client.ConnectAsync());
    }
}
