namespace K8sCache.Router.Tests.Support;

/// <summary>The system's time, but for one span: a wait for it ends when the test says so.</summary>
internal sealed class HeldTime(TimeSpan held) : TimeProvider
{
    private volatile ITimer? _timer;

    public bool IsWaiting => _timer is not null;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != held)
            return System.CreateTimer(callback, state, dueTime, period);
        return _timer = System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Release() => _timer!.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
}
