using System.Net;
using K8sCache.Transport.Epoll;
using K8sCache.Transport.Tls;

namespace K8sCache.Transport;

/// <summary>A process's event loops, and the endpoints they listen on.</summary>
public abstract class EventLoopGroup : IAsyncDisposable
{
    private protected EventLoopGroup()
    {
    }

    public abstract IReadOnlyList<EventLoop> Loops { get; }

    /// <summary>Connections open on all loops, accepted and connected; from any thread.</summary>
    public abstract int ConnectionCount { get; }

    /// <summary>Starts the loops' threads.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The loop count is out of range.</exception>
    /// <exception cref="PlatformNotSupportedException">There is no transport for this system.</exception>
    public static EventLoopGroup Start(EventLoopOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.LoopCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.LoopCount, 1024);
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("Event loops need Linux (epoll).");
        return new EpollLoopGroup(options);
    }

    /// <summary>
    /// Binds and listens; from any thread. New connections are dealt to the loops in turn; the factory runs on the
    /// chosen loop's thread and OnConnected follows.
    /// </summary>
    /// <param name="endPoint">IPv4 or IPv6; port 0 lets the system choose.</param>
    /// <param name="accept">Makes the handler of a new connection.</param>
    /// <param name="options">Limits; defaults if null.</param>
    /// <exception cref="System.Net.Sockets.SocketException">The address cannot be bound; the message names it.</exception>
    public Listener Listen(
        IPEndPoint endPoint, Func<Connection, IConnectionHandler> accept, ListenOptions? options = null)
    {
        options ??= new ListenOptions();
        return options.Tls is { } tls
            ? ListenPlain(
                endPoint,
                connection => new TlsConnection(connection, tls, accept),
                options with { RefusalReply = ReadOnlyMemory<byte>.Empty })
            : ListenPlain(endPoint, accept, options);
    }

    /// <summary>Closes listeners and connections (with their OnClosed), then stops the loops and joins their threads.</summary>
    public abstract ValueTask DisposeAsync();

    private protected abstract Listener ListenPlain(
        IPEndPoint endPoint, Func<Connection, IConnectionHandler> accept, ListenOptions options);
}
