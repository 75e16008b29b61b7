using K8sCache.Kubernetes.Metrics;
using K8sCache.Kubernetes.Queues;
using K8sCache.Kubernetes.Tests.Metrics;

namespace K8sCache.Kubernetes.Tests.Queues;

public sealed class WorkQueueTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly KubernetesMetrics _metrics = TestMetrics.New();
    private readonly WorkQueue<int> _queue;

    public WorkQueueTests() => _queue = new WorkQueue<int>(
        "test", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), _time, _metrics);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task A_key_waits_once_however_often_it_is_added()
    {
        _queue.Add(1);
        _queue.Add(2);
        _queue.Add(1);
        Assert.Equal(2, _queue.Depth);
        Assert.Equal(1, await _queue.TakeAsync(Token));
        Assert.Equal(2, await _queue.TakeAsync(Token));
        Assert.Equal(0, _queue.Depth);
    }

    [Fact]
    public async Task A_key_added_while_it_is_worked_on_comes_again_after_done()
    {
        _queue.Add(1);
        Assert.Equal(1, await _queue.TakeAsync(Token));
        _queue.Add(1);
        _queue.Add(1);
        var next = _queue.TakeAsync(Token);
        Assert.False(next.IsCompleted);
        _queue.Done(1);
        Assert.Equal(1, await next);
        _queue.Done(1);
        Assert.Equal(0, _queue.Depth);
    }

    [Fact]
    public async Task A_waiting_worker_gets_a_key_as_soon_as_it_is_added()
    {
        var taken = _queue.TakeAsync(Token);
        _queue.Add(7);
        Assert.Equal(7, await taken);
    }

    [Fact]
    public async Task A_delayed_key_comes_when_it_is_due()
    {
        _queue.AddAfter(1, TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(0, _queue.Depth);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, await _queue.TakeAsync(Token));
    }

    [Fact]
    public void Of_several_delays_the_earliest_counts()
    {
        _queue.AddAfter(1, TimeSpan.FromSeconds(10));
        _queue.AddAfter(1, TimeSpan.FromSeconds(3));
        _queue.AddAfter(1, TimeSpan.FromSeconds(20));
        _queue.AddAfter(2, TimeSpan.FromSeconds(5));
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(1, _queue.Depth);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(2, _queue.Depth);
    }

    [Fact]
    public async Task A_key_that_came_due_does_not_come_due_again()
    {
        _queue.AddAfter(1, TimeSpan.FromSeconds(10));
        _queue.AddAfter(1, TimeSpan.FromSeconds(3));
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(1, await _queue.TakeAsync(Token));
        _queue.Done(1);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, _queue.Depth);
    }

    [Fact]
    public void A_failing_key_waits_twice_as_long_each_time_up_to_the_cap_and_is_never_given_up()
    {
        var delays = Enumerable.Range(0, 100).Select(_ => _queue.AddWithBackoff(1).TotalSeconds).ToArray();
        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], delays.Take(8));
        Assert.All(delays.Skip(8), delay => Assert.Equal(60, delay));
        Assert.Equal(1, _queue.AddWithBackoff(2).TotalSeconds);
        _queue.Forget(1);
        Assert.Equal(1, _queue.AddWithBackoff(1).TotalSeconds);
    }

    [Fact]
    public async Task Shutting_down_hands_out_what_waits_and_drops_what_is_delayed()
    {
        _queue.Add(1);
        _queue.Add(2);
        Assert.Equal(1, await _queue.TakeAsync(Token));
        _queue.Add(1);
        _queue.AddAfter(3, TimeSpan.FromSeconds(1));
        _queue.ShutDown();
        _queue.Add(4);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(2, await _queue.TakeAsync(Token));
        _queue.Done(2);
        var next = _queue.TakeAsync(Token);
        Assert.False(next.IsCompleted);
        _queue.Done(1);
        Assert.Equal(1, await next);
        var end = _queue.TakeAsync(Token);
        Assert.False(end.IsCompleted);
        _queue.Done(1);
        Assert.Null(await end);
    }

    [Fact]
    public async Task Many_workers_never_hold_one_key_twice_and_lose_no_add()
    {
        const int keys = 10, adds = 2000;
        var running = new int[keys];
        var lastSeen = new int[keys];
        var latest = new int[keys];
        var workers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (await _queue.TakeAsync(Token) is { } key)
            {
                Assert.Equal(1, Interlocked.Increment(ref running[key]));
                Volatile.Write(ref lastSeen[key], Volatile.Read(ref latest[key]));
                await Task.Yield();
                Interlocked.Decrement(ref running[key]);
                _queue.Done(key);
            }
        }, Token)).ToArray();
        var random = new Random(42);
        for (var i = 1; i <= adds; i++)
        {
            var key = random.Next(keys);
            Volatile.Write(ref latest[key], i);
            _queue.Add(key);
        }
        _queue.ShutDown();
        await Task.WhenAll(workers);
        Assert.Equal(latest, lastSeen);
    }
}
