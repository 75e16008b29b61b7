namespace K8sCache.Transport.Tls;

/// <summary>What became of TLS connections; counted by loops, read from any thread.</summary>
public sealed class TlsCounters
{
    private readonly long[] _failures = new long[Enum.GetValues<TlsFailure>().Length];
    private long _handshakes;
    private int _open;

    /// <summary>Handshakes that succeeded.</summary>
    public long HandshakesTotal => Volatile.Read(ref _handshakes);

    /// <summary>Connections open and encrypted.</summary>
    public int Open => Volatile.Read(ref _open);

    public long FailuresFor(TlsFailure reason) => Volatile.Read(ref _failures[(int)reason]);

    internal void Opened()
    {
        Interlocked.Increment(ref _handshakes);
        Interlocked.Increment(ref _open);
    }

    internal void Closed() => Interlocked.Decrement(ref _open);

    internal void Failed(TlsFailure reason) => Interlocked.Increment(ref _failures[(int)reason]);
}
