using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;

namespace K8sCache.Transport.Tls;

/// <summary>
/// An encrypted connection on top of a plain one of the same loop: to that one it is the handler, to its own handler the
/// connection. An SslStream works in between, fed and emptied within the loop's calls, so the loop still owns all of it
/// and a plain connection pays nothing. Idle, it holds no buffer. Parts: Handshake, Input, Output.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A connection's end, OnClosed, disposes of what it holds.")]
internal sealed partial class TlsConnection : Connection, IConnectionHandler, IOutputOwner, IKeptInputOwner
{
    private readonly TlsLoop _tls;
    private readonly TlsPipe _pipe;
    private readonly TlsServer? _server;
    private readonly TlsClient? _client;
    private readonly EndPoint? _destination;
    private readonly TlsCounters _counters;
    private readonly Func<Connection, IConnectionHandler>? _accept;
    private IConnectionHandler? _handler;
    private Connection _inner;
    private SslStream? _ssl;
    private TlsState _state = TlsState.Opening;
    private Exception? _reason;
    private LoopTimer? _timer;
    private bool _wasOpen;

    /// <summary>Around a connection that was accepted; its handler is made once the handshake is done.</summary>
    public TlsConnection(Connection inner, TlsServer server, Func<Connection, IConnectionHandler> accept)
        : this(inner.Loop, server.Counters)
    {
        _server = server;
        _accept = accept;
        _inner = inner;
        inner.Filter = this;
    }

    /// <summary>Around a connection that we open; <see cref="Attach"/> follows.</summary>
    public TlsConnection(EventLoop loop, EndPoint destination, TlsClient client, IConnectionHandler handler)
        : this(loop, client.Counters)
    {
        _client = client;
        _destination = destination;
        _handler = handler;
    }

    private TlsConnection(EventLoop loop, TlsCounters counters)
        : base(loop)
    {
        _tls = loop.Tls;
        _pipe = new TlsPipe(loop, this);
        _counters = counters;
        _inner = null!;
    }

    public override EndPoint? RemoteEndPoint => _inner.RemoteEndPoint;

    public override EndPoint? LocalEndPoint => _inner.LocalEndPoint;

    public override bool IsOpen => _state <= TlsState.Open;

    private bool IsOutgoing => _client is not null;

    public void Attach(Connection inner, TimeSpan timeout)
    {
        _inner = inner;
        inner.Filter = this;
        _timer = Loop.Schedule(timeout, static state => ((TlsConnection)state!).OnHandshakeTimeout(), this);
    }

    /// <summary>Plain text that is pending is encrypted first, as the peer takes it, and the end is told (close_notify).</summary>
    public override void Close()
    {
        if (!IsOpen)
            return;
        if (_state == TlsState.Opening)
        {
            Fail(null);
            return;
        }

        _state = TlsState.Closing;
        ReleaseKept();
        _timer = Loop.Schedule(Loop.Options.CloseTimeout, static state => ((TlsConnection)state!).Abort(), this);
        UpdateReading();
        _inner.Touch();
    }

    public override void Abort() => Fail(null);

    void IConnectionHandler.OnClosed(Connection connection, Exception? reason)
    {
        _reason ??= reason;
        if (_state == TlsState.Opening)
            OnClosedInHandshake(reason);
        _state = TlsState.Closed;
        _timer?.Cancel();
        EndHandshakeCount();
        _output?.Clear();
        ReleaseKept();
        _pipe.Break();
        _ssl?.Dispose();
        if (_wasOpen)
            _counters.Closed();
        _handler?.OnClosed(this, _reason);
    }

    internal override void Touch() => _inner.Touch();

    /// <summary>Ends the connection at once; the handler hears of it soon, not within this call.</summary>
    private void Fail(Exception? reason)
    {
        if (_state == TlsState.Closed)
            return;
        _state = TlsState.Closed;
        _reason = reason;
        _output?.Clear();
        _inner.Abort();
    }
}
