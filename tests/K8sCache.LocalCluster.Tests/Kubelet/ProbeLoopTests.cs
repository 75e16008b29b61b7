using K8sCache.LocalCluster.Kubelet;

namespace K8sCache.LocalCluster.Tests.Kubelet;

public sealed class ProbeLoopTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _turns = [];
    private readonly Queue<bool> _results = new();
    private int _attempts;

    [Fact]
    public async Task The_first_probe_waits_for_the_initial_delay_and_the_others_for_the_period()
    {
        using var stop = new CancellationTokenSource();
        var loop = Run(new ProbeSettings
        {
            InitialDelay = Second * 5,
            Period = Second * 10,
            Timeout = Second,
            SuccessThreshold = 1,
            FailureThreshold = 3,
        }, stop.Token);
        _time.Advance(Second * 4);
        Assert.Equal(0, _attempts);
        await Pass(Second, attempts: 1);
        _time.Advance(Second * 9);
        Assert.Equal(1, _attempts);
        await Pass(Second, attempts: 2);
        await End(stop, loop);
        Assert.Equal(["True"], _turns);
    }

    [Fact]
    public async Task The_verdict_turns_only_after_as_many_equal_results_as_the_thresholds_say()
    {
        foreach (var result in (bool[])[true, false, false, true, false, false, false, true, true])
            _results.Enqueue(result);
        using var stop = new CancellationTokenSource();
        var loop = Run(new ProbeSettings
        {
            InitialDelay = TimeSpan.Zero,
            Period = Second,
            Timeout = Second,
            SuccessThreshold = 2,
            FailureThreshold = 3,
        }, stop.Token);
        for (var i = 2; i <= 9; i++)
            await Pass(Second, attempts: i);
        await End(stop, loop);
        Assert.Equal(["False", "True"], _turns);
    }

    [Fact]
    public async Task An_attempt_that_takes_too_long_has_failed()
    {
        using var stop = new CancellationTokenSource();
        var failures = new List<string>();
        var loop = new ProbeLoop(
            new ProbeSettings { InitialDelay = TimeSpan.Zero, Period = Second * 10, Timeout = Second, SuccessThreshold = 1, FailureThreshold = 1 },
            async cancellation =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellation);
                return null;
            },
            _time).Run(_time.GetUtcNow(), failures.Add, verdict => _turns.Add($"{verdict}"), stop.Token);
        _time.Advance(Second);
        await Eventually.True(() => _turns.Count == 1);
        await End(stop, loop);
        Assert.Equal(["False"], _turns);
        Assert.Equal(["context deadline exceeded"], failures);
    }

    private Task Run(ProbeSettings settings, CancellationToken cancellation) => new ProbeLoop(
        settings,
        _ =>
        {
            _attempts++;
            return Task.FromResult(_results.Count == 0 || _results.Dequeue() ? null : "no");
        },
        _time).Run(_time.GetUtcNow(), _ => { }, verdict => _turns.Add($"{verdict}"), cancellation);

    private async Task Pass(TimeSpan time, int attempts)
    {
        _time.Advance(time);
        await Eventually.True(() => Volatile.Read(ref _attempts) == attempts);
    }

    private static async Task End(CancellationTokenSource stop, Task loop)
    {
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
    }
}
