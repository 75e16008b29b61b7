using K8sCache.Node.Serving;

namespace K8sCache.Node.Sessions;

/// <summary>
/// Measures one connection's requests that are served together: two looks at the clock a batch, not a request. Counts
/// them as in flight until the turn ends, which is when their replies leave.
/// </summary>
internal sealed class BatchMeter(LoopState loop)
{
    private int _inFlight;
    private int _served;
    private long _start;
    private long _hitsBefore;

    public void Begin()
    {
        _start = loop.Node.Time.GetTimestamp();
        loop.Clock.Begin(_start);
        _hitsBefore = loop.Counters.Hits;
        _served = 0;
    }

    /// <summary>One request is looked at.</summary>
    public void Serve() => _served++;

    /// <summary>One request is counted as in flight.</summary>
    public void Enter() => _inFlight++;

    public void End()
    {
        if (_served == 0)
            return;
        var time = loop.Node.Time;
        var counters = loop.Counters;
        var now = time.GetTimestamp();
        loop.Clock.Settle(now);
        var perRequest = (long)time.GetElapsedTime(_start, now).TotalNanoseconds / _served;
        counters.ServiceTimes.Add(perRequest, _served);
        if (counters.Hits > _hitsBefore)
            counters.ServiceTime.Observe(perRequest);
        counters.QueueDelays.Add((long)time.GetElapsedTime(loop.Loop.Timestamp, _start).TotalNanoseconds, _served);
    }

    /// <summary>The replies have left, or never will.</summary>
    public void Leave()
    {
        loop.Counters.Answered(_inFlight);
        _inFlight = 0;
    }
}
