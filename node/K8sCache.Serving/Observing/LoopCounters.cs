using K8sCache.Commands;
using K8sCache.Serving.Clients;

namespace K8sCache.Serving.Observing;

/// <summary>
/// What one event loop counts of its clients, on node and router alike. Written by its thread alone (so plain additions do),
/// read by scrapes and INFO: a value a moment old is as good.
/// </summary>
public abstract class LoopCounters
{
    private readonly long[] _calls = new long[Enum.GetValues<CommandId>().Length];
    private readonly long[] _closed = new long[Enum.GetValues<ClosingReason>().Length];
    private long _bytesIn;
    private long _bytesOut;

    public long BytesIn => Volatile.Read(ref _bytesIn);

    public long BytesOut => Volatile.Read(ref _bytesOut);

    /// <summary>Calls of all commands together.</summary>
    public long CallsTotal
    {
        get
        {
            long sum = 0;
            for (var command = 0; command < _calls.Length; command++)
                sum += Volatile.Read(ref _calls[command]);
            return sum;
        }
    }

    public long CallsOf(CommandId command) => Volatile.Read(ref _calls[(int)command]);

    /// <summary>Connections closed for that reason.</summary>
    public long ClosedFor(ClosingReason reason) => Volatile.Read(ref _closed[(int)reason]);

    /// <summary>A command is run, by a request or within a transaction.</summary>
    public void Called(CommandId command)
    {
        ref var calls = ref _calls[(int)command];
        Volatile.Write(ref calls, calls + 1);
    }

    public void Closed(ClosingReason reason) => Volatile.Write(ref _closed[(int)reason], _closed[(int)reason] + 1);

    public void Received(long bytes) => Volatile.Write(ref _bytesIn, _bytesIn + bytes);

    public void Sent(long bytes) => Volatile.Write(ref _bytesOut, _bytesOut + bytes);
}
