using System.Text;
using K8sCache.Router.Routing;
using K8sCache.Router.Tests.Support;
using K8sCache.Topology;

namespace K8sCache.Router.Tests;

/// <summary>What clients see of nodes that die, hang or talk nonsense: the next copy, or an error in bounded time.</summary>
public sealed class FailureTests : FakeNodeTests
{
    [Theory]
    [InlineData(SchedulerType.Hash)]
    [InlineData(SchedulerType.Random)]
    [InlineData(SchedulerType.LeastLoad)]
    [InlineData(SchedulerType.LeastLatency)]
    [InlineData(SchedulerType.Adaptive)]
    public async Task Reads_of_a_dead_node_go_to_the_next_copy_and_writes_name_it(SchedulerType scheduler)
    {
        await using var router = await OverAsync(scheduler, factor: 3);
        FillAll(30);
        await using var client = await router.ConnectAsync();
        await Nodes[1].DisposeAsync();

        for (var key = 0; key < 30; key++)
            Assert.Equal("v", (await client.ExecuteAsync("GET", $"key{key}")).Text);
        var writes = await Task.WhenAll(Enumerable.Range(0, 30).Select(key => client.ExecuteAsync("SET", $"key{key}", "w")));
        Assert.Contains(writes, reply => reply.Text == "OK");
        Assert.Contains(writes, reply => reply.IsError);
        Assert.All(writes.Where(reply => reply.IsError), reply => Assert.Contains("'n1'", reply.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_waiting_write_is_sent_as_soon_as_a_topology_names_another_primary()
    {
        var options = TestRouter.Options with { RerouteTimeout = TimeSpan.FromSeconds(30), RequestTimeout = TimeSpan.FromSeconds(30) };
        await using var router = await OverAsync(SchedulerType.Hash, options: options);
        await using var client = await router.ConnectAsync();
        await Nodes[1].DisposeAsync();
        await Eventually.True(async () => !(await NodeStatusAsync(router, "n1")).GetProperty("up").GetBoolean(), "the router sees it");
        var writes = Enumerable.Range(0, 30).Select(key => client.ExecuteAsync("SET", $"key{key}", "w")).ToList();

        await router.PutAsync(TestRouter.Topology(2, [Nodes[0].Address, Nodes[2].Address]));
        Assert.All(await Task.WhenAll(writes), reply => Assert.Equal("OK", reply.Text));
    }

    [Fact]
    public async Task A_hanging_node_is_given_up_and_its_reads_answered_by_others()
    {
        await using var router = await OverAsync(SchedulerType.Hash, factor: 2);
        FillAll(30);
        await using var client = await router.ConnectAsync();
        Nodes[0].Pause();

        var started = TimeProvider.System.GetTimestamp();
        var replies = await Task.WhenAll(Enumerable.Range(0, 30).Select(key => client.ExecuteAsync("GET", $"key{key}")));
        Assert.All(replies, reply => Assert.Equal("v", reply.Text));
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0, 10);

        // From now on it is known and costs nothing: it would accept connections, but greets nobody.
        for (var key = 0; key < 30; key++)
            Assert.Equal("v", (await client.ExecuteAsync("GET", $"key{key}")).Text);
        Nodes[0].Resume();
        await Eventually.True(async () => (await NodeStatusAsync(router, "n0")).GetProperty("up").GetBoolean(), "it is back");
    }

    [Fact]
    public async Task What_a_silent_node_owes_is_asked_of_another_copy_and_its_own_answer_dropped()
    {
        var options = TestRouter.Options with { SuspectTimeout = TimeSpan.FromMilliseconds(50), StallTimeout = TimeSpan.FromMinutes(1), Threads = 1 };
        await using var router = await OverAsync(SchedulerType.Hash, factor: 2, options);
        FillAll(30);
        await using var client = await router.ConnectAsync();
        foreach (var node in Nodes)
            node.PausesOn = words => words[0] is "GET" or "MGET";
        Nodes[0].Pause();
        var keys = Enumerable.Range(0, 30).Select(key => $"key{key}").ToArray();
        Assert.All(await Task.WhenAll(keys.Select(key => client.ExecuteAsync("GET", key))), reply => Assert.Equal("v", reply.Text));
        Assert.All((await client.ExecuteAsync(["MGET", .. keys])).Items, reply => Assert.Equal("v", reply.Text));
        var asked = Nodes[0].Count("GET");
        Assert.InRange(asked, 1, 29);

        // It is known now, and asked no more.
        Assert.All(await Task.WhenAll(keys.Select(key => client.ExecuteAsync("GET", key))), reply => Assert.Equal("v", reply.Text));
        Assert.Equal(asked, Nodes[0].Count("GET"));
        Assert.InRange(router.Server.Loops[0].Nodes[0].CountOf(Extra.Silence), 1, 3);

        Nodes[0].Resume();
        await Eventually.True(() => router.Server.Loops[0].Nodes[0].Signals.InFlight == 0, "its late answers came");
        Assert.All(await Task.WhenAll(keys.Select(key => client.ExecuteAsync("GET", key))), reply => Assert.Equal("v", reply.Text));
        Assert.Equal(0, router.Server.Loops[0].Counters.ErrorsTotal);
    }

    [Fact]
    public async Task A_silent_node_is_noticed_while_requests_for_it_keep_coming()
    {
        var options = TestRouter.Options with { SuspectTimeout = TimeSpan.FromMilliseconds(100), StallTimeout = TimeSpan.FromMinutes(1), Threads = 1 };
        await using var router = await OverAsync(SchedulerType.Hash, factor: 2, options);
        FillAll(30);
        await using var client = await router.ConnectAsync();
        Nodes[0].Pause();
        var asked = new List<Task>();
        await Eventually.True(
            () =>
            {
                asked.AddRange(Enumerable.Range(0, 30).Select(key => client.ExecuteAsync("GET", $"key{key}")));
                return router.Server.Loops[0].Nodes[0].CountOf(Extra.Silence) > 0;
            },
            "it is noticed");
        await Task.WhenAll(asked);
        Assert.Equal(0, router.Server.Loops[0].Counters.ErrorsTotal);
        Nodes[0].Resume();
    }

    [Fact]
    public async Task A_silent_node_is_not_given_up_while_it_alone_can_answer()
    {
        var options = TestRouter.Options with
        {
            SuspectTimeout = TimeSpan.FromMilliseconds(10),
            StallTimeout = TimeSpan.FromMilliseconds(20),
            RequestTimeout = TimeSpan.FromMinutes(1),
            Threads = 1,
        };
        await using var router = await TestRouter.OverAsync([Nodes[0].Address], options: options);
        FillAll(1);
        await using var client = await router.ConnectAsync();
        Nodes[0].Pause();
        var read = client.ExecuteAsync("GET", "key0");
        var started = TimeProvider.System.GetTimestamp();
        await Eventually.True(() => TimeProvider.System.GetElapsedTime(started) > options.StallTimeout * 10, "it is silent for long");
        Assert.False(read.IsCompleted);
        Nodes[0].Resume();
        Assert.Equal("v", (await read).Text);
        Assert.Equal(1, Nodes[0].Count("GET"));
    }

    [Fact]
    public async Task A_slow_read_is_hedged_within_the_budget()
    {
        var options = TestRouter.Options with { SuspectTimeout = TimeSpan.FromMinutes(1), StallTimeout = TimeSpan.FromMinutes(1), Threads = 1 };
        await using var router = await TestRouter.StartAsync(options);
        await router.PutAsync(TestRouter.Topology(1, [Nodes[0].Address, Nodes[1].Address], factor: 2) with
        {
            Scheduler = new SchedulerSpec { Type = SchedulerType.Hash, Hedging = new HedgeSpec { BudgetPercent = 1 } },
        });
        FillAll(1);
        await using var client = await router.ConnectAsync();
        for (var read = 0; read < 400; read++)
            await client.ExecuteAsync("GET", "key0");
        var loop = router.Server.Loops[0];
        var slow = TestRouter.OwnerOf("key0", 2);
        Nodes[slow].Pause();
        var (sent, won) = (loop.Hedging!.Sent, loop.Hedging.Won);
        Assert.Equal("v", (await client.ExecuteAsync("GET", "key0")).Text);
        Assert.Equal((sent + 1, won + 1), (loop.Hedging.Sent, loop.Hedging.Won));

        // What was earned is soon spent: then reads wait.
        var waiting = Enumerable.Range(0, 20).Select(_ => client.ExecuteAsync("GET", "key0")).ToList();
        await Eventually.True(() => loop.Hedging.Refused > 0, "the budget is spent");
        Assert.False(Task.WhenAll(waiting).IsCompleted);
        Assert.InRange(loop.Hedging.Sent, 1, 6);
        Nodes[slow].Resume();
        Assert.All(await Task.WhenAll(waiting), reply => Assert.Equal("v", reply.Text));
        await Eventually.True(() => loop.Nodes.All(node => node.Signals.InFlight == 0), "the losers are drained");
    }

    [Fact]
    public async Task Writes_are_never_hedged_nor_sent_elsewhere_for_silence()
    {
        var options = TestRouter.Options with { SuspectTimeout = TimeSpan.FromMilliseconds(20), RequestTimeout = TimeSpan.FromSeconds(1), Threads = 1 };
        await using var router = await TestRouter.StartAsync(options);
        await router.PutAsync(TestRouter.Topology(1, [Nodes[0].Address, Nodes[1].Address], factor: 2) with
        {
            Scheduler = new SchedulerSpec { Type = SchedulerType.Hash, Hedging = new HedgeSpec { BudgetPercent = 20 } },
        });
        await using var client = await router.ConnectAsync();
        for (var read = 0; read < 300; read++)
            await client.ExecuteAsync("GET", "key0");
        var owner = TestRouter.OwnerOf("key0", 2);
        Nodes[owner].Pause();
        var reply = await client.ExecuteAsync("INCR", "key0");
        Assert.Contains($"'n{owner}'", reply.Text, StringComparison.Ordinal);
        Assert.Equal(1, Nodes.Sum(node => node.Count("INCR")));
        Nodes[owner].Resume();
    }

    [Fact]
    public async Task A_quiet_node_is_asked_for_a_sign_of_life()
    {
        Nodes[0].Report = (7, 42_000);
        await using var router = await OverAsync(SchedulerType.Adaptive);
        await Eventually.True(() => Nodes.All(node => node.Count("PING") > 1), "every node was probed");
        await Eventually.True(async () => (await NodeStatusAsync(router, "n0")).GetProperty("reportedInFlight").GetInt32() == 7, "and it told");
    }

    [Fact]
    public async Task A_node_that_answers_errors_at_once_is_ejected_and_comes_back_by_trial()
    {
        await using var router = await OverAsync(SchedulerType.LeastLoad, factor: 3, TestRouter.Options with { Threads = 1 });
        FillAll(1);
        await using var client = await router.ConnectAsync();
        Nodes[1].Override = words => words[0] == "GET" ? Encoding.ASCII.GetBytes("-MISCONF something is wrong here\r\n") : null;
        var node = router.Server.Loops[0].Nodes[1].Signals;
        await Eventually.True(
            async () => (await client.ExecuteAsync("GET", "key0")).Text.Length > 0 && node.IsEjected, "it is left out");
        Assert.Equal(1, node.Ejections);
        var before = Nodes[1].Count("GET");
        for (var read = 0; read < 300; read++)
            await client.ExecuteAsync("GET", "key0");
        Assert.InRange(Nodes[1].Count("GET") - before, 0, 15);
        Nodes[1].Override = null;
        await Eventually.True(async () => (await client.ExecuteAsync("GET", "key0")).Text == "v" && !node.IsEjected, "a trial brought it back");
    }

    [Fact]
    public async Task Reads_do_not_wait_for_writes_that_wait_for_peers()
    {
        await using var router = await TestRouter.OverAsync([Nodes[0].Address]);
        FillAll(1);
        await using var writer = await router.ConnectAsync();
        await using var reader = await router.ConnectAsync();
        Nodes[0].PausesOn = words => words[0] == "SET";
        Nodes[0].Pause();
        var write = writer.ExecuteAsync("SET", "a", "1");
        await Eventually.True(() => Nodes[0].Count("SET") == 1, "the write is there");

        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < TestRouter.Options.StallTimeout * 2)
            Assert.Equal("v", (await reader.ExecuteAsync("GET", "key0")).Text);
        Assert.False(write.IsCompleted);
        Nodes[0].Resume();
        Assert.Equal("OK", (await write).Text);
    }

    [Fact]
    public async Task A_slow_reply_beyond_the_deadline_is_an_error_and_does_not_shift_later_replies()
    {
        var options = TestRouter.Options with { RequestTimeout = TimeSpan.FromMilliseconds(200), StallTimeout = TimeSpan.FromSeconds(20) };
        await using var router = await TestRouter.OverAsync([Nodes[0].Address], options: options);
        await using var client = await router.ConnectAsync();
        await client.ExecuteAsync("SET", "a", "1");
        Nodes[0].Pause();
        var late = await client.ExecuteAsync("GET", "a");
        Assert.Contains("did not answer within 200 ms", late.Text, StringComparison.Ordinal);
        Nodes[0].Resume();
        await Eventually.True(async () => (await client.ExecuteAsync("GET", "b")).IsNull, "later replies are their own");
        Assert.Equal("1", (await client.ExecuteAsync("GET", "a")).Text);
    }

    [Fact]
    public async Task A_write_that_was_sent_is_never_sent_again()
    {
        await using var router = await OverAsync(SchedulerType.Hash, factor: 2);
        await using var client = await router.ConnectAsync();
        foreach (var node in Nodes)
            node.Override = words => words[0] == "INCR" ? [] : null;
        var reply = await client.ExecuteAsync("INCR", "counter");
        Assert.Contains("may or may not have been executed", reply.Text, StringComparison.Ordinal);
        Assert.Equal(1, Nodes.Sum(node => node.Count("INCR")));
    }

    [Fact]
    public async Task A_read_whose_connection_breaks_is_tried_once_more_elsewhere()
    {
        await using var router = await OverAsync(SchedulerType.Hash, factor: 3);
        FillAll(1);
        foreach (var node in Nodes)
            node.Override = words => words[0] == "GET" ? [] : null;
        await using var client = await router.ConnectAsync();
        Assert.StartsWith("ERR node 'n", (await client.ExecuteAsync("GET", "key0")).Text, StringComparison.Ordinal);
        Assert.Equal(2, Nodes.Sum(node => node.Count("GET")));
    }

    [Fact]
    public async Task Garbage_from_a_node_ends_its_connection_and_is_never_passed_on()
    {
        await using var router = await OverAsync(SchedulerType.Hash, factor: 2);
        FillAll(20);
        Nodes[0].Override = _ => Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\n\r\n");
        await using var client = await router.ConnectAsync();
        for (var key = 0; key < 20; key++)
            Assert.Equal("v", (await client.ExecuteAsync("GET", $"key{key}")).Text);
    }

    private static async Task<System.Text.Json.JsonElement> NodeStatusAsync(TestRouter router, string name) =>
        (await router.StatusAsync()).GetProperty("nodes").EnumerateArray().Single(node => node.GetProperty("name").GetString() == name);
}
