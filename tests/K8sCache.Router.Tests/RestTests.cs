using K8sCache.Router.Routing;
using K8sCache.Router.Tests.Support;
using K8sCache.Topology;

namespace K8sCache.Router.Tests;

/// <summary>A router nobody asks anything of looks at its nodes now and then, and as closely as ever once somebody does. In virtual time.</summary>
public sealed class RestTests : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private readonly FakeTimeProvider _time = new();
    private readonly FakeNode[] _nodes = [FakeNode.Start(), FakeNode.Start()];
    private readonly List<IAsyncDisposable> _parts = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            node.Resume();
            await node.DisposeAsync();
        }

        // Connections are gone, so nothing is waited for whose time does not come.
        foreach (var part in _parts)
            await part.DisposeAsync();
    }

    [Fact]
    public async Task At_rest_it_looks_only_when_a_probe_is_due()
    {
        var loop = await StartAsync();
        var (sweeps, probes) = (loop.Sweeps, ProbesOf(loop));
        // A probe each 0.52 s: its due time, and the step by which those of several nodes are sent together.
        for (var steps = 0; steps < 100; steps++)
            await AdvanceAsync(loop);
        Assert.InRange(ProbesOf(loop) - probes, 3, 4);
        Assert.InRange(loop.Sweeps - sweeps, 3, 5);
    }

    [Fact]
    public async Task A_node_that_hangs_is_known_to_within_a_second_though_nobody_asks()
    {
        var loop = await StartAsync();
        _nodes[0].PausesOn = static _ => true;
        _nodes[0].Pause();
        var steps = 0;
        for (; loop.Nodes[0].CountOf(Extra.Silence) == 0; steps++)
        {
            Assert.InRange(steps, 0, 50);
            await AdvanceAsync(loop);
        }

        Assert.Equal(0, loop.Nodes[1].CountOf(Extra.Silence));
    }

    [Fact]
    public async Task A_read_after_a_rest_is_asked_of_another_copy_as_soon_as_ever()
    {
        var loop = await StartAsync();
        for (var steps = 0; steps < 100; steps++)
            await AdvanceAsync(loop);
        _nodes[0].Entries["key"] = _nodes[1].Entries["key"] = "v";
        var owner = TestRouter.OwnerOf("key", _nodes.Length);
        _nodes[owner].PausesOn = static words => words[0] == "GET";
        _nodes[owner].Pause();
        await using var client = await ((TestRouter)_parts[0]).ConnectAsync();
        var read = client.ExecuteAsync("GET", "key");
        await Eventually.True(() => _nodes[owner].Count("GET") == 1, "it is asked");
        // The suspect timeout, and a step for the look.
        for (var steps = 0; steps < 6 && !read.IsCompleted; steps++)
            await AdvanceAsync(loop);
        Assert.Equal("v", (await read).Text);
        Assert.Equal(1, loop.Nodes[owner].CountOf(Extra.Silence));
        _nodes[owner].Resume();
    }

    [Fact]
    public async Task What_nobody_serves_is_looked_at_until_its_time_is_up()
    {
        var loop = await StartAsync();
        await using var client = await ((TestRouter)_parts[0]).ConnectAsync();
        foreach (var node in _nodes)
            node.Override = static words => words[0] == "GET" ? "-LOADING\r\n"u8.ToArray() : null;
        var read = client.ExecuteAsync("GET", "key");
        await Eventually.True(
            async () =>
            {
                await AdvanceAsync(loop);
                return read.IsCompleted;
            },
            "it is answered");
        Assert.True((await read).IsError);
    }

    [Fact]
    public async Task One_loop_looks_for_all_that_rest_and_tells_them_of_a_node_that_hangs()
    {
        var first = await StartAsync(threads: 2);
        var second = ((TestRouter)_parts[0]).Server.Loops[1];
        await Eventually.True(() => second.Nodes is { Length: 2 } nodes && nodes.All(node => node.IsUp), "all nodes are up there, too");
        for (var steps = 0; steps < 100; steps++)
            await AdvanceAsync(first, second);
        Assert.Equal(0, ProbesOf(second));
        _nodes[0].PausesOn = static _ => true;
        _nodes[0].Pause();
        for (var steps = 0; second.Nodes[0].CountOf(Extra.Silence) == 0; steps++)
        {
            Assert.InRange(steps, 0, 50);
            await AdvanceAsync(first, second);
        }

        Assert.Equal(1, ProbesOf(second));
        Assert.Equal(0, second.Nodes[1].CountOf(Extra.Silence));
    }

    /// <summary>A router over both nodes, each a copy of every slot, that has had its first probes answered.</summary>
    private async Task<RouterLoop> StartAsync(int threads = 1)
    {
        var router = await TestRouter.StartAsync(TestRouter.Options with { Threads = threads }, _time);
        _parts.Add(router);
        _nodes[0].Report = (0, 50_000);
        await router.PutAsync(TestRouter.Topology(1, [.. _nodes.Select(node => node.Address)], SchedulerType.Hash, factor: 2));
        var loop = router.Server.Loops[0];
        await Eventually.True(() => loop.Nodes is { Length: 2 } nodes && nodes.All(node => node.IsUp), "all nodes are up");
        while (loop.Nodes.Any(node => node.CountOf(Extra.Probe) == 0))
            await AdvanceAsync(loop);
        return loop;
    }

    /// <summary>Moves time by a step, and has loops do what is due by then, and nodes that do answer do so.</summary>
    private async Task AdvanceAsync(params RouterLoop[] loops)
    {
        _time.Advance(Step);
        foreach (var loop in loops)
            await TurnAsync(loop);
        await Eventually.True(
            async () =>
            {
                foreach (var loop in loops)
                    await TurnAsync(loop);
                return loops.SelectMany(loop => loop.Nodes).All(link => !link.Owes || Array.Exists(_nodes, node => node.IsPaused && node.Address == link.Address));
            },
            "what was asked of nodes is answered");
    }

    /// <summary>Done after the loop's timers have run: those come after what is posted, so the second post comes a turn later.</summary>
    private static async Task TurnAsync(RouterLoop loop)
    {
        for (var turns = 0; turns < 2; turns++)
        {
            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            loop.Events.Post(static state => ((TaskCompletionSource)state!).SetResult(), turn);
            await turn.Task;
        }
    }

    private static long ProbesOf(RouterLoop loop) => loop.Nodes[0].CountOf(Extra.Probe);
}
