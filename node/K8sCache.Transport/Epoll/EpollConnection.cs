using System.Net;

namespace K8sCache.Transport.Epoll;

/// <summary>
/// A socket on a loop. Idle, it holds no buffer: input is received into the loop's and only an unconsumed rest is kept;
/// output segments go back once sent. Parts: Input, Output, and Opening: how it opens and ends.
/// Watched for everything, edge-triggered: epoll need not look at a socket again after it told of it, and nothing is
/// changed when a client is not read from for a while. What was told of and not taken is remembered here.
/// </summary>
internal sealed partial class EpollConnection(EpollLoop loop) : Connection(loop), IEventSource, IOutputOwner, IKeptInputOwner
{
    private readonly EpollLoop _loop = loop;
    private IConnectionHandler _handler = null!;
    private NativeSocket _socket = new(-1);
    private EndPoint? _remote;
    private ulong _token;
    private ConnectionState _state = ConnectionState.Connecting;

    private bool _isTouched;

    /// <summary>Called once when the connection is gone, whoever handled it.</summary>
    public Action? Released { get; init; }

    public override EndPoint? RemoteEndPoint => _remote ??= _socket.File >= 0 ? _socket.RemoteEndPoint() : null;

    public override EndPoint? LocalEndPoint => _socket.File >= 0 ? _socket.LocalEndPoint() : null;

    public override bool IsOpen => _state <= ConnectionState.Open;

    public void Accepted(NativeSocket socket, Func<Connection, IConnectionHandler> accept)
    {
        _socket = socket;
        _handler = ClosedHandler.Instance;
        try
        {
            _handler = accept(this);
        }
        catch (Exception exception)
        {
            Fail(exception);
            return;
        }

        Open();
    }

    public void OnReady(uint events)
    {
        if (_state == ConnectionState.Connecting)
        {
            FinishConnecting();
            if (_state is ConnectionState.Connecting or ConnectionState.Closed)
                return;
        }

        NoteInput(events);
        if (_waitsForWritable && (events & Libc.EventOut) != 0)
        {
            _waitsForWritable = false;
            Flush();
        }

        if (_mayHaveInput)
            TakeInput();
    }

    /// <summary>Tells the handler that its turn with this connection ends, and sends what there is.</summary>
    public void EndBatch()
    {
        if (_state == ConnectionState.Open)
            Guard(static connection => connection._handler.OnBatchEnd(connection));
        _isTouched = false;
        Flush();
        if (_state == ConnectionState.Closing)
            FinishClosing();
        TakeInputSoon();
    }

    internal override void Touch()
    {
        if (_isTouched)
            return;
        _isTouched = true;
        _loop.Touch(this);
    }

    /// <summary>Runs a handler's callback, or what takes memory for this peer; an exception is the end of this connection only.</summary>
    private void Guard(Action<EpollConnection> call)
    {
        try
        {
            call(this);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }
}
