using K8sCache.Hosting.Metrics;
using K8sCache.Serving.Observing;

namespace K8sCache.Node.Load;

/// <summary>
/// What one event loop of a node counted. Written by its thread alone (so plain additions do), read by scrapes and INFO.
/// </summary>
internal sealed class NodeCounters : LoopCounters
{
    private long _hits;
    private long _misses;
    private long _errors;
    private long _inFlight;
    private long _waiting;
    private long _errorReplies;

    public ServiceTime ServiceTime { get; } = new();

    public LatencyCounts ServiceTimes { get; } = new();

    public LatencyCounts QueueDelays { get; } = new();

    public long Hits => Volatile.Read(ref _hits);

    public long Misses => Volatile.Read(ref _misses);

    public long Errors => Volatile.Read(ref _errors);

    /// <summary>Requests parsed whose replies have not left: those of this turn, and writes that wait for copies.</summary>
    public long InFlight => Volatile.Read(ref _inFlight) + Volatile.Read(ref _waiting);

    /// <summary>A request was parsed that calls a command.</summary>
    public void Entered() => Volatile.Write(ref _inFlight, _inFlight + 1);

    /// <summary>Error replies, to requests that were run and to those that were not.</summary>
    public long ErrorReplies => Volatile.Read(ref _errorReplies);

    public void ErrorReplied() => Volatile.Write(ref _errorReplies, _errorReplies + 1);

    public void Hit() => Volatile.Write(ref _hits, _hits + 1);

    public void Missed() => Volatile.Write(ref _misses, _misses + 1);

    public void Failed() => Volatile.Write(ref _errors, _errors + 1);

    public void Answered(int requests) => Volatile.Write(ref _inFlight, _inFlight - requests);

    public void WaitingChanged(int change) => Volatile.Write(ref _waiting, _waiting + change);
}
