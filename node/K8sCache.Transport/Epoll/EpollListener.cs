using System.Net;
using System.Net.Sockets;

namespace K8sCache.Transport.Epoll;

/// <summary>
/// Accepts on one loop and deals to all in turn: evener with few connections than letting the kernel hash them onto
/// a socket per loop.
/// </summary>
internal sealed class EpollListener : Listener, IEventSource
{
    /// <summary>Accepted at most before the loop serves its connections again.</summary>
    private const int AcceptsPerTurn = 64;

    /// <summary>A silent client is asked for a sign of life after this (Redis's tcp-keepalive default).</summary>
    private const int KeepAliveSeconds = 300;

    /// <summary>How long to leave new connections to the kernel's queue after the process ran out of files.</summary>
    private static readonly TimeSpan FilesExhaustedPause = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly NativeSocket _native;
    private readonly IReadOnlyList<EpollLoop> _loops;
    private readonly Func<Connection, IConnectionHandler> _accept;
    private readonly ListenOptions _options;
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action _released;
    private ulong _token;
    private int _next;
    private int _connectionCount;
    private long _refusedCount;
    private int _maxConnections;
    private bool _isDisposed;

    public EpollListener(
        IReadOnlyList<EpollLoop> loops,
        IPEndPoint endPoint,
        Func<Connection, IConnectionHandler> accept,
        ListenOptions options)
    {
        _loops = loops;
        _accept = accept;
        _options = options;
        _maxConnections = options.MaxConnections;
        _released = () => Interlocked.Decrement(ref _connectionCount);
        _socket = Bind(endPoint, options);
        _native = new NativeSocket((int)_socket.SafeHandle.DangerousGetHandle());
        EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        Acceptor.Post(static state => ((EpollListener)state!).Watch(), this);
    }

    public override IPEndPoint EndPoint { get; }

    public override int ConnectionCount => Volatile.Read(ref _connectionCount);

    public override long RefusedCount => Volatile.Read(ref _refusedCount);

    public override int MaxConnections
    {
        get => Volatile.Read(ref _maxConnections);
        set => Volatile.Write(ref _maxConnections, value);
    }

    private EpollLoop Acceptor => _loops[0];

    public void OnReady(uint events)
    {
        for (var i = 0; i < AcceptsPerTurn; i++)
        {
            var socket = _native.Accept();
            if (socket.File >= 0)
            {
                Deal(socket);
                continue;
            }

            // Errors of the connection that was waiting are its own; whatever is not ends this turn.
            if (Errno.Last is Errno.Again)
                return;
            if (Errno.Last is not (Errno.Interrupted or Errno.ConnectionAborted))
            {
                Acceptor.ChangeWatch(_native.File, 0, _token);
                Acceptor.Schedule(FilesExhaustedPause, static state => ((EpollListener)state!).WatchAgain(), this);
                return;
            }
        }
    }

    public override async ValueTask DisposeAsync()
    {
        Acceptor.Post(static state => ((EpollListener)state!).Stop(), this);
        await Task.WhenAny(_disposed.Task, Acceptor.Stopped);
        _socket.Dispose();
    }

    private static Socket Bind(IPEndPoint endPoint, ListenOptions options)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endPoint.Address.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;

            // Accepted sockets inherit these.
            socket.NoDelay = true;
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveSeconds / 3);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
            socket.Blocking = false;
            socket.Bind(endPoint);
            socket.Listen(options.Backlog);
            return socket;
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new SocketException((int)exception.SocketErrorCode, $"Cannot listen on {endPoint}: {exception.Message}");
        }
    }

    private void Watch()
    {
        if (!_isDisposed)
            _token = Acceptor.Watch(_native.File, Libc.EventIn, this);
    }

    private void WatchAgain()
    {
        if (!_isDisposed)
            Acceptor.ChangeWatch(_native.File, Libc.EventIn, _token);
    }

    private void Stop()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Acceptor.Sources.Remove(_token);
            _socket.Dispose();
        }

        _disposed.TrySetResult();
    }

    private void Deal(NativeSocket socket)
    {
        if (Interlocked.Increment(ref _connectionCount) > MaxConnections || FileReserve.IsTouchedBy(socket))
        {
            Interlocked.Decrement(ref _connectionCount);
            Interlocked.Increment(ref _refusedCount);
            _ = socket.Send(_options.RefusalReply.Span, more: false);
            socket.Close();
            return;
        }

        var loop = _loops[_next];
        _next = (_next + 1) % _loops.Count;
        if (loop.InLoop)
            loop.Adopt(socket, _accept, _released);
        else
            loop.Post(_ => loop.Adopt(socket, _accept, _released), null);
    }
}
