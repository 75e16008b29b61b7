namespace K8sCache.Testing;

/// <summary>Time that moves only when told. Timers fire in order, on the thread that moves the time.</summary>
/// <remarks>The frequency is odd on purpose: code that takes timestamps for ticks fails.</remarks>
internal sealed class FakeTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<FakeTimer> _timers = [];
    private TimeSpan _elapsed;

    public override long TimestampFrequency => 7_000_003;

    public DateTimeOffset Start { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>Timers that will fire if time moves on.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_lock)
                return _timers.Count(timer => timer.DueAt is not null);
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return Start + _elapsed;
    }

    public override long GetTimestamp()
    {
        lock (_lock)
            return (long)(_elapsed.TotalSeconds * TimestampFrequency);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves time, stopping at each timer that becomes due.</summary>
    public void Advance(TimeSpan by)
    {
        TimeSpan end;
        lock (_lock)
            end = _elapsed + by;
        while (TakeDue(end) is { } timer)
            timer.Fire();
        lock (_lock)
            _elapsed = end;
    }

    private FakeTimer? TakeDue(TimeSpan end)
    {
        lock (_lock)
        {
            var next = _timers.Where(timer => timer.DueAt <= end).MinBy(timer => timer.DueAt);
            if (next is null)
                return null;
            _elapsed = next.DueAt!.Value > _elapsed ? next.DueAt.Value : _elapsed;
            next.DueAt = next.Period > TimeSpan.Zero ? _elapsed + next.Period : null;
            return next;
        }
    }

    private sealed class FakeTimer(FakeTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan? DueAt { get; set; }

        public TimeSpan Period { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner._lock)
            {
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : owner._elapsed + dueTime;
                Period = period;
                if (!owner._timers.Contains(this))
                    owner._timers.Add(this);
            }
            return true;
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (owner._lock)
                owner._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
