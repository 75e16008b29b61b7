using System.Text;
using K8sCache.Router.Configuration;
using K8sCache.Router.Tests.Support;
using K8sCache.Topology;

namespace K8sCache.Router.Tests;

/// <summary>Large requests pass on from where they were received, and can be sent again from there.</summary>
public sealed class LargeRequestTests : FakeNodeTests
{
    private const int Large = 1 << 20;

    // A loaded machine passes a large value slowly; nothing here is about time.
    private static RouterOptions Patient { get; } = TestRouter.Options with
    {
        Threads = 1,
        SuspectTimeout = TimeSpan.FromMinutes(1),
        StallTimeout = TimeSpan.FromMinutes(1),
        RequestTimeout = TimeSpan.FromMinutes(1),
        RerouteTimeout = TimeSpan.FromMinutes(1),
    };

    private string KeyOf(int node) => Enumerable.Range(0, 1000).Select(key => $"key{key}").First(key => TestRouter.OwnerOf(key, Nodes.Count) == node);

    [Theory]
    [InlineData(32 * 1024)]
    [InlineData(64 * 1024)]
    [InlineData(256 * 1024)]
    [InlineData(Large)]
    [InlineData(3 * Large)]
    public async Task They_arrive_as_they_were_sent_among_small_ones_and_in_order(int length)
    {
        await using var router = await OverAsync(SchedulerType.Hash, options: Patient);
        await using var client = await router.ConnectAsync();
        var replies = new List<Task<Resp.RespValue>>();
        for (var round = 0; round < 3; round++)
        {
            for (var node = 0; node < Nodes.Count; node++)
            {
                replies.Add(client.ExecuteAsync("SET", KeyOf(node), "small"));
                replies.Add(client.ExecuteAsync("SET", KeyOf(node), ValueOf(length, round)));
                replies.Add(client.ExecuteAsync("GET", KeyOf(node)));
            }
        }

        var texts = (await Task.WhenAll(replies)).Select(reply => reply.Text).ToList();
        for (var at = 0; at < texts.Count; at += 3)
        {
            Assert.Equal("OK", texts[at]);
            Assert.Equal("OK", texts[at + 1]);
            Assert.True(ValueOf(length, at / 3 / Nodes.Count) == texts[at + 2], $"value {at / 3}");
        }

        await NothingIsHeldAsync(router);
    }

    [Theory]
    [InlineData("-TRYAGAIN not yet\r\n")]
    [InlineData("-LOADING not yet\r\n")]
    public async Task One_that_was_refused_is_sent_again_with_the_same_bytes(string refusal)
    {
        await using var router = await OverAsync(SchedulerType.Hash, options: Patient);
        await using var client = await router.ConnectAsync();
        var left = 3;
        Nodes[1].Override = words => words[0] == "SET" && Interlocked.Decrement(ref left) >= 0 ? Encoding.ASCII.GetBytes(refusal) : null;
        Assert.Equal("OK", (await client.ExecuteAsync("SET", KeyOf(1), ValueOf(Large, 7))).Text);
        Assert.True(Nodes[1].Entries[KeyOf(1)] == ValueOf(Large, 7));
        Assert.Equal(4, Nodes[1].Count("SET"));
        await NothingIsHeldAsync(router);
    }

    [Fact]
    public async Task One_that_was_sent_to_the_wrong_node_follows_to_the_right_one()
    {
        await using var router = await OverAsync(SchedulerType.Hash, options: Patient);
        await using var client = await router.ConnectAsync();
        Nodes[1].Override = words => words[0] == "SET" ? Encoding.ASCII.GetBytes($"-MOVED 1 {Nodes[2].Address}\r\n") : null;
        Assert.Equal("OK", (await client.ExecuteAsync("SET", KeyOf(1), ValueOf(Large, 7))).Text);
        Assert.True(Nodes[2].Entries[KeyOf(1)] == ValueOf(Large, 7));
        await NothingIsHeldAsync(router);
    }

    [Fact]
    public async Task Values_of_one_request_for_several_nodes_each_find_theirs()
    {
        await using var router = await OverAsync(SchedulerType.Hash, options: Patient);
        await using var client = await router.ConnectAsync();
        Assert.Equal(
            "OK",
            (await client.ExecuteAsync("MSET", KeyOf(0), ValueOf(Large, 0), KeyOf(1), ValueOf(Large, 1), KeyOf(2), ValueOf(Large, 2))).Text);
        for (var node = 0; node < Nodes.Count; node++)
            Assert.True(Nodes[node].Entries[KeyOf(node)] == ValueOf(Large, node));
        await NothingIsHeldAsync(router);
    }

    [Fact]
    public async Task A_client_that_goes_in_the_middle_of_one_harms_nobody()
    {
        await using var router = await OverAsync(SchedulerType.Hash, options: Patient);
        await using var other = await router.ConnectAsync();
        using (var gone = await router.ConnectRawAsync())
            await gone.SendAsync($"*3\r\n$3\r\nSET\r\n$4\r\n{KeyOf(1)}\r\n${Large}\r\n{new string('x', Large / 2)}");
        Assert.Equal("OK", (await other.ExecuteAsync("SET", KeyOf(1), ValueOf(Large, 1))).Text);
        Assert.True(Nodes[1].Entries[KeyOf(1)] == ValueOf(Large, 1));
        await NothingIsHeldAsync(router);
        Assert.Equal(1, Nodes[1].Count("SET"));
    }

    [Fact]
    public async Task One_whose_node_dies_is_let_go()
    {
        await using var router = await OverAsync(SchedulerType.Hash, options: Patient);
        await using var client = await router.ConnectAsync();
        Nodes[1].Override = words => words[0] == "SET" ? [] : null;
        var reply = await client.ExecuteAsync("SET", KeyOf(1), ValueOf(Large, 1));
        Assert.Contains("may or may not have been executed", reply.Text, StringComparison.Ordinal);
        await NothingIsHeldAsync(router);
    }

    [Fact]
    public async Task More_than_is_held_at_a_time_all_arrive()
    {
        const int Clients = 24;
        await using var router = await OverAsync(SchedulerType.Hash, options: Patient);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async number =>
        {
            await using var client = await router.ConnectAsync();
            var value = ValueOf(4 * Large, number);
            Assert.Equal("OK", (await client.ExecuteAsync("SET", $"{{{KeyOf(number % Nodes.Count)}}}{number}", value)).Text);
            Assert.True(Nodes[number % Nodes.Count].Entries[$"{{{KeyOf(number % Nodes.Count)}}}{number}"] == value);
        }));
        await NothingIsHeldAsync(router);
    }

    [Fact]
    public async Task Those_on_their_way_to_a_node_that_hangs_do_not_hold_up_those_to_others()
    {
        await using var router = await OverAsync(SchedulerType.Hash, options: Patient);
        Nodes[1].Pause();
        var hanging = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => router.ConnectAsync()));
        var held = hanging.Select(client => client.ExecuteAsync("SET", KeyOf(1), ValueOf(Large, 1))).ToList();
        await using var client = await router.ConnectAsync();
        for (var round = 0; round < 3; round++)
            Assert.Equal("OK", (await client.ExecuteAsync("SET", KeyOf(2), ValueOf(Large, round))).Text);
        Assert.DoesNotContain(held, static reply => reply.IsCompleted);
        Nodes[1].Resume();
        Assert.All(await Task.WhenAll(held), static reply => Assert.Equal("OK", reply.Text));
        await NothingIsHeldAsync(router);
        foreach (var one in hanging)
            await one.DisposeAsync();
    }

    private static async Task NothingIsHeldAsync(TestRouter router)
    {
        var loop = router.Server.Loops[0];
        await Eventually.True(() => loop.Events.HeldInputBytes == 0 && loop.Pending.Requests == 0, "nothing is held");
    }

    private static string ValueOf(int length, int seed) => string.Create(length, seed, static (chars, seed) =>
    {
        for (var at = 0; at < chars.Length; at++)
            chars[at] = (char)('a' + (((at * 31) + (at >> 9) + seed) % 26));
    });
}
