namespace K8sCache.Storage;

/// <summary>
/// Frees expired entries nobody asks for: each tick the segments that should hold some are walked, see
/// <see cref="CacheEngine.SweepExpired"/>; a walk that frees much goes on, one that frees little is bounded.
/// </summary>
public sealed class ExpirySweeper : IDisposable
{
    // Holds of one shard's lock in a tick that free little, at about 5 microseconds each.
    private const int IdleStepsPerTick = 32;

    private const int HashesPerTick = 4096;

    private readonly CacheEngine _engine;
    private readonly ITimer _timer;
    private int _running;

    public ExpirySweeper(CacheEngine engine, TimeProvider time, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(time);
        _engine = engine;
        _timer = time.CreateTimer(static self => ((ExpirySweeper)self!).Tick(), this, period, period);
    }

    /// <summary>One tick; a tick still running when the next is due is not doubled.</summary>
    internal void Tick()
    {
        if (Interlocked.Exchange(ref _running, 1) != 0)
            return;
        _engine.SweepExpired(IdleStepsPerTick);
        _engine.SweepFields(HashesPerTick);
        Volatile.Write(ref _running, 0);
    }

    public void Dispose() => _timer.Dispose();
}
