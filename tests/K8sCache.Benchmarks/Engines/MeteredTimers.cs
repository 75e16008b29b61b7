namespace K8sCache.Benchmarks.Engines;

/// <summary>The system's clock, which counts what its timers' callbacks take of a CPU: a process burns other time as well.</summary>
internal sealed class MeteredTimers : TimeProvider
{
    private long _nanoseconds;

    public double Seconds => Volatile.Read(ref _nanoseconds) / 1e9;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(
            inner =>
            {
                var start = CpuClock.OfThread();
                callback(inner);
                Interlocked.Add(ref _nanoseconds, CpuClock.OfThread() - start);
            },
            state,
            dueTime,
            period);
}
