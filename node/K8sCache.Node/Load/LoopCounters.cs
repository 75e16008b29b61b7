using K8sCache.Commands;
using K8sCache.Hosting.Metrics;
using K8sCache.Serving.Clients;

namespace K8sCache.Node.Load;

/// <summary>
/// What one event loop counted. Written by its thread alone (so plain additions do), read by scrapes and INFO.
/// </summary>
internal sealed class LoopCounters
{
    private static readonly int CommandCount = Enum.GetValues<CommandId>().Length;

    private readonly long[] _calls = new long[CommandCount];
    private long _hits;
    private long _misses;
    private long _errors;
    private long _bytesIn;
    private long _bytesOut;
    private long _inFlight;
    private long _waiting;
    private long _errorReplies;
    private readonly long[] _closed = new long[Enum.GetValues<ClosingReason>().Length];

    public ServiceTime ServiceTime { get; } = new();

    public LatencyCounts ServiceTimes { get; } = new();

    public LatencyCounts QueueDelays { get; } = new();

    public long Hits => Volatile.Read(ref _hits);

    public long Misses => Volatile.Read(ref _misses);

    public long Errors => Volatile.Read(ref _errors);

    public long BytesIn => Volatile.Read(ref _bytesIn);

    public long BytesOut => Volatile.Read(ref _bytesOut);

    /// <summary>Requests parsed whose replies have not left: those of this turn, and writes that wait for copies.</summary>
    public long InFlight => Volatile.Read(ref _inFlight) + Volatile.Read(ref _waiting);

    public long CallsOf(CommandId command) => Volatile.Read(ref _calls[(int)command]);

    /// <summary>A request was parsed that calls a command.</summary>
    public void Entered() => Volatile.Write(ref _inFlight, _inFlight + 1);

    /// <summary>A command is run, by a request or within a transaction.</summary>
    public void Called(CommandId command)
    {
        ref var calls = ref _calls[(int)command];
        Volatile.Write(ref calls, calls + 1);
    }

    /// <summary>Error replies, to requests that were run and to those that were not.</summary>
    public long ErrorReplies => Volatile.Read(ref _errorReplies);

    /// <summary>Connections closed for that reason.</summary>
    public long ClosedFor(ClosingReason reason) => Volatile.Read(ref _closed[(int)reason]);

    public void Closed(ClosingReason reason) => Volatile.Write(ref _closed[(int)reason], _closed[(int)reason] + 1);

    public void ErrorReplied() => Volatile.Write(ref _errorReplies, _errorReplies + 1);

    public void Hit() => Volatile.Write(ref _hits, _hits + 1);

    public void Missed() => Volatile.Write(ref _misses, _misses + 1);

    public void Failed() => Volatile.Write(ref _errors, _errors + 1);

    public void Received(int bytes) => Volatile.Write(ref _bytesIn, _bytesIn + bytes);

    public void Sent(long bytes) => Volatile.Write(ref _bytesOut, _bytesOut + bytes);

    public void Answered(int requests) => Volatile.Write(ref _inFlight, _inFlight - requests);

    public void WaitingChanged(int change) => Volatile.Write(ref _waiting, _waiting + change);
}
