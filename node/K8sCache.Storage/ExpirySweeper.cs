namespace K8sCache.Storage;

/// <summary>
/// Frees expired entries nobody asks for: each tick the segments that should hold some are walked, see
/// <see cref="SweepOperations.SweepExpired"/>; a walk that frees much goes on, one that frees little is bounded. It ticks a
/// period after something was written that may be to be swept, and else only when something falls due.
/// </summary>
public sealed class ExpirySweeper : IDisposable
{
    // Holds of one shard's lock in a tick that free little, at about 5 microseconds each.
    private const int IdleStepsPerTick = 32;

    private const int HashesPerTick = 4096;

    // The wall clock, by which entries expire, may be set meanwhile.
    private static readonly TimeSpan RestMax = TimeSpan.FromMinutes(1);

    private readonly CacheEngine _engine;
    private readonly TimeSpan _period;
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private int _running;
    private bool _isDisposed;

    public ExpirySweeper(CacheEngine engine, TimeProvider time, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(time);
        _engine = engine;
        _period = period;
        _timer = time.CreateTimer(
            static self => ((ExpirySweeper)self!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        // What is there already is looked at once.
        engine.Sweeps.Raise();
        engine.Sweeps.Raised = () => Arm(_period);
        Arm(_period);
    }

    /// <summary>Ticks so far. For tests.</summary>
    internal long Ticks { get; private set; }

    /// <summary>One tick; a tick still running when the next is due is not doubled.</summary>
    internal void Tick()
    {
        if (Interlocked.Exchange(ref _running, 1) != 0)
            return;
        Ticks++;
        // What is written from here on may not be seen, and has it tick again.
        _engine.Sweeps.Lower();
        if (_engine.SweepExpired(IdleStepsPerTick))
            _engine.Sweeps.Raise();
        _engine.SweepFields(HashesPerTick);
        Arm(Rest());
        Volatile.Write(ref _running, 0);
    }

    public void Dispose()
    {
        _engine.Sweeps.Raised = null;
        lock (_gate)
            _isDisposed = true;
        _timer.Dispose();
    }

    /// <remarks>Writers come here with a shard's lock, so nothing that takes one may be done within.</remarks>
    private void Arm(TimeSpan rest)
    {
        lock (_gate)
        {
            // It went up meanwhile: what the rest was computed from is not all there is.
            if (!_isDisposed)
                _timer.Change(_engine.Sweeps.IsUp ? _period : rest, Timeout.InfiniteTimeSpan);
        }
    }

    private TimeSpan Rest()
    {
        var left = _engine.UntilSweepMs();
        return left == long.MaxValue
            ? Timeout.InfiniteTimeSpan
            : TimeSpan.FromMilliseconds(Math.Clamp(left, _period.TotalMilliseconds, RestMax.TotalMilliseconds));
    }
}
