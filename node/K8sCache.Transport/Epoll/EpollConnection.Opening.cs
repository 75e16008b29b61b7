namespace K8sCache.Transport.Epoll;

/// <summary>How a connection opens and ends.</summary>
internal sealed partial class EpollConnection
{
    private Exception? _reason;
    private LoopTimer? _closeTimer;
    private EpollConnector? _connector;

    /// <summary>Whether we connected to a server, rather than accepted a client.</summary>
    private bool _isOutgoing;

    public override void Close()
    {
        if (!IsOpen)
            return;
        if (_state == ConnectionState.Connecting)
        {
            Fail(null);
            return;
        }

        _state = ConnectionState.Closing;
        _closeTimer = _loop.Schedule(_loop.Options.CloseTimeout, static state => ((EpollConnection)state!).Abort(), this);
        Touch();
    }

    public override void Abort() => Fail(null);

    /// <summary>The connector found a socket worth waiting for, in place of one that failed, if any.</summary>
    public void AwaitConnected(EpollConnector connector, IConnectionHandler handler, NativeSocket socket)
    {
        ReleaseSocket();
        _connector = connector;
        _handler = handler;
        _socket = socket;
        _token = _loop.Watch(socket.File, WatchedEvents, this);
    }

    public void AwaitResolved(EpollConnector connector, IConnectionHandler handler)
    {
        _isOutgoing = true;
        _connector = connector;
        _handler = handler;
    }

    /// <summary>Ends the connection at once; the handler hears of it soon, not within this call.</summary>
    public void Fail(Exception? reason)
    {
        if (_state == ConnectionState.Closed)
            return;
        _state = ConnectionState.Closed;
        _reason = reason;
        ReleaseSocket();
        ReleaseKept();
        _output?.Clear();
        _closeTimer?.Cancel();
        _connector?.Dispose();
        _loop.Closed(this);
    }

    public void TellClosed()
    {
        Released?.Invoke();
        try
        {
            _handler.OnClosed(this, _reason);
        }
        catch (Exception exception) when (_loop.Options.OnError is not null)
        {
            _loop.Options.OnError(exception);
        }
    }

    private void Open()
    {
        _state = ConnectionState.Open;
        if (_token == 0)
        {
            try
            {
                _token = _loop.Watch(_socket.File, WatchedEvents, this);
            }
            catch (System.Net.Sockets.SocketException exception)
            {
                Fail(exception);
                return;
            }
        }

        Guard(static connection => connection._handler.OnConnected(connection));
        Touch();
    }

    private void FinishConnecting()
    {
        var error = _socket.TakeError();
        if (error == 0 && _socket.IsConnectedToItself)
            error = Errno.ConnectionRefused;
        if (error != 0)
        {
            _connector!.OnRefused(error);
            return;
        }

        _connector!.Dispose();
        _connector = null;
        Open();
    }

    private void OnNothingReceived(int received)
    {
        if (received < 0)
        {
            if (received != -Errno.Again)
                Fail(Errno.ToException(-received, "Receiving"));
            return;
        }

        _inputEnded = true;
        Touch();
        Guard(static connection => connection._handler.OnInputEnded(connection));
    }

    /// <summary>Once everything is sent: shuts our side, and waits for the peer's unless it is shut already.</summary>
    private void FinishClosing()
    {
        if (PendingOutputBytes > 0)
            return;
        if (_inputEnded)
        {
            Fail(null);
            return;
        }

        _state = ConnectionState.Lingering;
        _outputBlocked = false;
        ReleaseKept();
        _socket.ShutdownWrite();
        TakeInputSoon();
    }

    private void DiscardInput()
    {
        var received = _socket.Receive(_loop.ReceiveBuffer);
        _mayHaveInput = received > 0;
        if (received == 0 || (received < 0 && received != -Errno.Again))
            Fail(null);
        else
            TakeInputSoon();
    }

    /// <summary>Both directions are gone: nobody is left to answer.</summary>
    private void FailAsLost()
    {
        var error = _socket.TakeError();
        Fail(error == 0 ? null : Errno.ToException(error, "Connection lost"));
    }

    private void ReleaseSocket()
    {
        if (_socket.File < 0)
            return;
        if (_token != 0)
            _loop.Sources.Remove(_token);

        // Closing the last descriptor of a socket also takes it out of epoll.
        _socket.Close();
        _token = 0;
        _socket = new NativeSocket(-1);
    }
}
