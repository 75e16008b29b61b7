namespace K8sCache.LocalCluster.Api.Http;

/// <summary>When the next bookmark is due: each interval, and once shortly before the end. Never, if not wanted.</summary>
internal sealed class BookmarkTimer : IDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _beforeEnd;

    public BookmarkTimer(TimeProvider time, bool wanted, TimeSpan interval, TimeSpan beforeEnd)
    {
        _time = time;
        _interval = wanted ? interval : Timeout.InfiniteTimeSpan;
        _beforeEnd = Delay(wanted && beforeEnd > TimeSpan.Zero ? beforeEnd : Timeout.InfiniteTimeSpan);
        Next = Task.WhenAny(Delay(_interval), _beforeEnd);
    }

    /// <summary>Completes when a bookmark is due.</summary>
    public Task Next { get; private set; }

    public void Restart()
    {
        var regular = Delay(_interval);
        Next = _beforeEnd.IsCompleted ? regular : Task.WhenAny(regular, _beforeEnd);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private Task Delay(TimeSpan after) => Task.Delay(after, _time, _stop.Token);
}
