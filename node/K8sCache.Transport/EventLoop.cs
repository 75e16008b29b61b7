using System.Net;
using K8sCache.Transport.Tls;

namespace K8sCache.Transport;

/// <summary>
/// One thread that serves many connections. Every callback of a connection, timer or post of a loop runs on its
/// thread, one at a time, so what belongs to one loop needs no locks. Callbacks must not block.
/// </summary>
public abstract class EventLoop
{
    private TlsLoop? _tls;

    private protected EventLoop(int index) => Index = index;

    /// <summary>Position in <see cref="EventLoopGroup.Loops"/>.</summary>
    public int Index { get; }

    /// <summary>Whether the caller runs on this loop's thread.</summary>
    public abstract bool InLoop { get; }

    /// <summary>
    /// The <see cref="TimeProvider"/> timestamp taken when this turn's events arrived: now minus this is how long a
    /// request waited behind others of the turn.
    /// </summary>
    public abstract long Timestamp { get; }

    /// <summary>The clock of the loop, for measuring against <see cref="Timestamp"/>.</summary>
    public abstract TimeProvider Time { get; }

    /// <summary>As <see cref="EventLoopOptions.InputLimitBytes"/>, and changed at any time from any thread.</summary>
    public abstract long InputLimitBytes { get; set; }

    /// <summary>As <see cref="EventLoopOptions.OutputLimitBytes"/>, and changed at any time from any thread.</summary>
    public abstract long OutputLimitBytes { get; set; }

    /// <summary>Bytes of long requests that its connections hold, or that were taken over from them; from any thread, about.</summary>
    public long HeldInputBytes => Buffers.LongInputs.Bytes;

    /// <summary>Runs the callback on the loop's next turn; from any thread. Dropped once the loop has stopped.</summary>
    public abstract void Post(Action<object?> callback, object? state);

    /// <summary>Runs the callback once after a while, to about a millisecond; loop thread only.</summary>
    public abstract LoopTimer Schedule(TimeSpan after, Action<object?> callback, object? state);

    /// <summary>
    /// Opens a connection; loop thread only. Bytes written to its output before it is connected are kept. Ends in the
    /// handler's OnConnected, or in OnClosed with the error: refused, unreachable, or a
    /// <see cref="TimeoutException"/>. Neither is called before this method has returned.
    /// </summary>
    /// <param name="endPoint">An <see cref="IPEndPoint"/>, or a <see cref="DnsEndPoint"/> that is resolved first.</param>
    /// <param name="handler">Hears everything about the connection.</param>
    /// <param name="timeout">Bounds resolving and connecting.</param>
    public abstract Connection Connect(EndPoint endPoint, IConnectionHandler handler, TimeSpan timeout);

    /// <summary>As above, over TLS unless that is null; the timeout bounds the handshake, too.</summary>
    public Connection Connect(EndPoint endPoint, IConnectionHandler handler, TimeSpan timeout, TlsClient? tls)
    {
        if (tls is null)
            return Connect(endPoint, handler, timeout);
        var connection = new TlsConnection(this, endPoint, tls, handler);
        connection.Attach(Connect(endPoint, connection, timeout), timeout);
        return connection;
    }

    internal abstract EventLoopOptions Options { get; }

    internal abstract BufferPool Buffers { get; }

    /// <summary>What its encrypted connections share; made with the first one.</summary>
    internal TlsLoop Tls => _tls ??= new TlsLoop(this);
}
