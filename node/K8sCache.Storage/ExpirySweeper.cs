namespace K8sCache.Storage;

/// <summary>
/// Frees expired entries nobody asks for. Each tick walks a share of the table; while much of what it meets has
/// expired it goes on, up to a bound, so memory comes back as fast as it expires.
/// </summary>
public sealed class ExpirySweeper : IDisposable
{
    /// <summary>Steps of a tick: a step is one short hold of one shard's lock.</summary>
    private const int StepsPerTick = 16;

    private const int MaxStepsPerTick = 1024;

    // A step that removed this many found the table full of expired entries.
    private const int ManyRemoved = 32;

    private readonly CacheEngine _engine;
    private readonly ITimer _timer;
    private ulong _cursor;
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
        var due = StepsPerTick;
        for (var step = 0; step < due; step++)
        {
            _cursor = _engine.SweepExpired(_cursor, out var removed);
            if (removed >= ManyRemoved)
                due = Math.Min(MaxStepsPerTick, due + 4);
        }

        Volatile.Write(ref _running, 0);
    }

    public void Dispose() => _timer.Dispose();
}
