using K8sCache.Hosting.Lifetime;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.Hosting.Tests.Lifetime;

public sealed class SupervisorTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Supervisor _supervisor;

    public SupervisorTests() => _supervisor = new Supervisor(_time, NullLogger.Instance);

    [Fact]
    public async Task Nothing_is_wrong_while_work_goes_on()
    {
        _supervisor.Watch("following", new TaskCompletionSource().Task);
        _supervisor.RequireBeat("loop 0", static (callback, state) => callback(state));

        Assert.Empty(await _supervisor.CheckAsync());
        Assert.False(_supervisor.Death.IsCompleted);
    }

    [Fact]
    public async Task Work_that_fails_is_a_death_that_names_it()
    {
        var work = new TaskCompletionSource();
        _supervisor.Watch("following the topology", work.Task);

        work.SetException(new InvalidOperationException("no such slot"));

        var death = await Eventually.Within(_supervisor.Death);
        Assert.Equal("following the topology", death.Work);
        Assert.Equal("following the topology failed: no such slot", death.Message);
        Assert.IsType<InvalidOperationException>(death.InnerException);
        Assert.Equal(["following the topology failed: no such slot"], await _supervisor.CheckAsync());
    }

    [Fact]
    public async Task Work_that_just_ends_is_a_death_too()
    {
        _supervisor.Watch("the watch of the file", Task.CompletedTask);

        Assert.Equal("the watch of the file ended", (await Eventually.Within(_supervisor.Death)).Message);
    }

    [Fact]
    public async Task The_first_death_is_the_one_that_is_told()
    {
        _supervisor.Died("one", new InvalidOperationException("first"));
        _supervisor.Died("another", new InvalidOperationException("second"));

        Assert.Equal("one failed: first", (await Eventually.Within(_supervisor.Death)).Message);
    }

    [Fact]
    public void What_ends_at_the_stop_has_not_died()
    {
        var ended = new TaskCompletionSource();
        var failed = new TaskCompletionSource();
        _supervisor.Watch("one", ended.Task);
        _supervisor.Watch("another", failed.Task);

        _supervisor.BeginStop();
        ended.SetResult();
        failed.SetException(new IOException("closed"));

        Assert.False(_supervisor.Death.IsCompleted);
    }

    [Fact]
    public void Want_of_memory_in_a_callback_passes_and_anything_else_does_not()
    {
        _supervisor.CallbackFailed(new OutOfMemoryException());
        Assert.False(_supervisor.Death.IsCompleted);

        _supervisor.CallbackFailed(new InvalidOperationException("half done"));
        Assert.True(_supervisor.Death.IsCompleted);
    }

    [Fact]
    public async Task A_loop_that_does_not_turn_is_named_until_it_does()
    {
        var posts = new List<Action>();
        _supervisor.RequireBeat("event loop 0", static (callback, state) => callback(state));
        _supervisor.RequireBeat("event loop 1", (callback, state) => posts.Add(() => callback(state)));

        var first = _supervisor.CheckAsync();
        _time.Advance(Supervisor.BeatLimit);
        Assert.Equal(["event loop 1 does not turn"], await Eventually.Within(first));

        // However often one asks, one sign of life is awaited.
        var second = _supervisor.CheckAsync();
        _time.Advance(Supervisor.BeatLimit);
        Assert.Equal(["event loop 1 does not turn"], await Eventually.Within(second));
        Assert.Single(posts)();

        var third = _supervisor.CheckAsync();
        Assert.Equal(2, posts.Count);
        posts[1]();
        Assert.Empty(await Eventually.Within(third));
    }
}
