using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Net.Sockets;
using K8sCache.Client.Calls;
using K8sCache.Client.Routing;

namespace K8sCache.Client.Connections;

/// <summary>
/// One connection's life: connects, greets, pipelines the calls of any number of callers, matches replies to them by
/// their order, and hands back what is unanswered when it ends. It never comes back; <see cref="NodePipe"/> makes another.
/// </summary>
/// <remarks>
/// Threads: callers write under <see cref="_sending"/>; one task receives and is the only one to take calls from the
/// queue; a sweep looks at deadlines and ends a silent connection.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The socket is closed when the connection's life ends, by whatever ends it.")]
internal sealed partial class NodeConnection
{
    private const int KeepAliveSeconds = 15;

    /// <summary>Encrypted at once, so that a large request shows progress.</summary>
    private const int EncryptedBytesMax = 256 * 1024;

    private readonly ClientContext _context;
    private readonly NodeLink _node;
    private readonly bool _isForWrites;
    private readonly Socket _socket;
    private SslStream? _ssl;
    private readonly ConcurrentQueue<PendingCall> _unanswered = new();
    private Exception? _abortedFor;
    private long _lastProgress;
    private long _dequeued;
    private bool _isUp;
    private bool _isClosed;

    public NodeConnection(ClientContext context, NodeLink node, bool isForWrites)
    {
        _context = context;
        _node = node;
        _isForWrites = isForWrites;
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        // A connection that something between forgot is noticed before a call needs it.
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        _socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
        _socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveSeconds);
        _scanner = new Resp.RespReplyScanner(Resp.RespLimits.Default);
        _lastProgress = context.Now;
    }

    /// <summary>Greeted, so it has answered: no stopped process behind an open port.</summary>
    public bool IsUp => Volatile.Read(ref _isUp) && !IsClosed;

    public bool IsClosed => Volatile.Read(ref _isClosed);

    public bool WasUp => Volatile.Read(ref _isUp);

    public int InFlight => (int)(Volatile.Read(ref _sequence) - Volatile.Read(ref _dequeued));

    /// <summary>Lives until the connection ends; answers why it did.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever ends a connection is its result, given to everyone who waits.")]
    public async Task<Exception> RunAsync(CancellationToken stop)
    {
        Exception reason;
        try
        {
            await ConnectAsync(stop);
            reason = await ReceiveAsync(stop);
        }
        catch (Exception error)
        {
            reason = error;
        }

        reason = Volatile.Read(ref _abortedFor) ?? reason;
        long handedOver;
        lock (_sending)
        {
            _isClosed = true;
            handedOver = _handedOver;
        }

        _socket.Dispose();
        if (_ssl is not null)
            await _ssl.DisposeAsync();
        while (TryDequeue(out var call))
            _context.Owner.OnBroken(call, wasSent: call.Sequence <= handedOver, reason);
        return reason;
    }

    /// <summary>Ends it from any thread; what is unanswered is handed back by its own task.</summary>
    public void Abort(Exception reason)
    {
        Interlocked.CompareExchange(ref _abortedFor, reason, null);
        Volatile.Write(ref _isClosed, true);
        _socket.Dispose();
    }

    /// <summary>Called every few milliseconds: fails calls whose time is up, and gives up a silent node.</summary>
    public void Sweep(long now)
    {
        var owes = !_unanswered.IsEmpty;
        if (owes)
        {
            foreach (var call in _unanswered)
            {
                if (!call.IsDone && call.Deadline <= now)
                    _context.Owner.OnTimeout(call);
            }
        }

        var silenceMax = _isForWrites && IsUp ? _context.RequestTicks : _context.StallTicks;
        if (IsClosed || (IsUp && !owes) || now - Volatile.Read(ref _lastProgress) <= silenceMax)
            return;
        Abort(new TimeoutException($"silent for {_context.Milliseconds(silenceMax)} ms"));
    }

    private async Task ConnectAsync(CancellationToken stop)
    {
        using var timer = new CancellationTokenSource(_context.Options.ConnectTimeout, _context.Time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, stop);
        try
        {
            await _socket.ConnectAsync(_node.EndPoint, limit.Token);
            if (_context.Options.Ssl)
            {
                _ssl = new SslStream(new NetworkStream(_socket, ownsSocket: false));
                await _ssl.AuthenticateAsClientAsync(ClientTls.Options(_context.Options), limit.Token);
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"no connection within {_context.Options.ConnectTimeout.TotalMilliseconds:0} ms");
        }

        Progressed();
        var greeting = _context.Greeting.Bytes;
        while (!greeting.IsEmpty)
            greeting = greeting[await SendAsync(greeting, stop)..];
    }

    /// <summary>Sends some of the bytes, as many as the answer says.</summary>
    private async ValueTask<int> SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        if (_ssl is null)
            return await _socket.SendAsync(bytes, stop);
        var some = bytes[..Math.Min(bytes.Length, EncryptedBytesMax)];
        await _ssl.WriteAsync(some, stop);
        return some.Length;
    }

    private ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken stop) =>
        _ssl is null ? _socket.ReceiveAsync(buffer, stop) : _ssl.ReadAsync(buffer, stop);

    /// <summary>Only the receiving task takes calls out.</summary>
    private bool TryDequeue([NotNullWhen(true)] out PendingCall? call)
    {
        if (!_unanswered.TryDequeue(out call))
            return false;
        Volatile.Write(ref _dequeued, _dequeued + 1);
        return true;
    }

    private void Progressed() => Volatile.Write(ref _lastProgress, _context.Now);
}
