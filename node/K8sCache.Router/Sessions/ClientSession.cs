using K8sCache.Resp;
using K8sCache.Router.Caching;
using K8sCache.Router.Observing;
using K8sCache.Router.Routing;
using K8sCache.Serving.Clients;
using K8sCache.Serving.Sessions;
using K8sCache.Serving.Tracking;
using K8sCache.Transport;

namespace K8sCache.Router.Sessions;

/// <summary>
/// One client: parses its requests, hands them to the dispatcher, and writes the replies in the order of the requests,
/// whatever order nodes answer in. A reply whose turn it is passes from the node's buffer to the client's; only one
/// that came early is copied. Parts: Requests, Replies.
/// </summary>
internal sealed partial class ClientSession : IConnectionHandler, IServerSession
{
    /// <summary>Requests of one client that are taken before others have their turn.</summary>
    private const int RequestsPerTurn = 64;

    private readonly RespRequestParser _parser;
    private readonly ReplyOrder _order;
    private bool _inputEnded;
    private bool _isPaused;
    private bool _yields;
    private bool _waitsForPause;
    private bool _closesWhenAnswered;

    /// <summary>No request is taken until all before it are answered.</summary>
    private bool _isHeld;

    public ClientSession(RouterLoop loop, Connection connection)
    {
        Loop = loop;
        _order = new ReplyOrder(loop.Pending);
        Connection = connection;
        Identity = new ClientIdentity(loop.Context.Clients.NextId(), this, loop.Context.Time.GetUtcNow(), connection.Loop.Timestamp);
        IsAuthenticated = !loop.Context.Password.IsRequired;
        _parser = new RespRequestParser(IsAuthenticated ? loop.Context.Limits : RespLimits.Unauthenticated);
    }

    public RouterLoop Loop { get; }

    public Connection Connection { get; }

    public IServer Server => Loop.Context;

    public ClientIdentity Identity { get; }

    public long Id => Identity.Id;

    public string Name
    {
        get => Identity.Name;
        set => Identity.Name = value;
    }

    public Password Password => Loop.Context.Password;

    public RespVersion Version { get; set; } = RespVersion.Resp2;

    public bool IsAuthenticated { get; private set; }

    /// <summary>Which replies the client wants (CLIENT REPLY).</summary>
    public ReplyMode ReplyMode { get; private set; }

    public bool IsPeer => false;

    public bool IsNotEvicted { get; set; }

    public bool IsNotTouching { get; set; }

    /// <summary>None, as ROLE says: that a write has its copies is part of its own reply.</summary>
    public int CopiesOfLastWrite => 0;

    public ClientFacts Facts
    {
        get
        {
            var (transaction, tracking) = (Transaction is { IsOpen: true } open ? open : null, Tracking);
            var flags = (transaction is null ? "" : "x") + (tracking is null ? "" : "t") + (tracking is { IsBroadcast: true } ? "B" : "")
                + (_closesWhenAnswered ? "c" : "") + (IsNotEvicted ? "e" : "") + (IsNotTouching ? "T" : "");
            return new ClientFacts
            {
                Flags = flags.Length == 0 ? "N" : flags,
                Queued = transaction?.Count ?? -1,
                QueuedBytes = transaction?.Bytes ?? 0,
                OutputBytes = Connection.PendingOutputBytes,
                Redirect = tracking?.Options.Redirect ?? -1,
            };
        }
    }

    /// <summary>How it is told of keys it may have cached; null if it is not.</summary>
    public TrackingState? Tracking { get; set; }

    /// <summary>Made at the first MULTI or WATCH.</summary>
    public ClientTransaction? Transaction { get; set; }

    /// <summary>Whether every request taken so far is answered.</summary>
    public bool IsIdle => _order.IsEmpty;

    public void OnConnected(Connection connection)
    {
    }

    public int OnReceived(Connection connection, ReadOnlySpan<byte> data)
    {
        Loop.RefreshNow();
        Identity.Touch(Loop.Now);
        var consumed = 0;
        var left = RequestsPerTurn;
        while (consumed < data.Length && !_closesWhenAnswered && !connection.IsOutputBlocked)
        {
            _isHeld &= !_order.IsEmpty;
            if (_isHeld || _order.Count >= Loop.MaxPendingPerClient)
            {
                Pause();
                break;
            }

            if (left-- == 0)
            {
                Yield();
                break;
            }

            var status = _parser.TryParse(data[consumed..], out var used, out var request);
            if (status == RespStatus.Done && !TryHandle(request))
            {
                // It is parsed again when its time has come.
                if (!_waitsForPause)
                    continue;
                Pause();
                break;
            }

            consumed += used;
            if (status == RespStatus.NeedMoreData)
            {
                connection.ExpectInput(_parser.MissingBytes);
                break;
            }

            if (status == RespStatus.Invalid)
                RefuseInput();
        }

        Loop.Counters.ClientBytesReceived += consumed;
        CloseIfAllIsRead();
        return _closesWhenAnswered ? data.Length : consumed;
    }

    public void OnInputEnded(Connection connection)
    {
        _inputEnded = true;
        CloseIfAllIsRead();
    }

    public void OnDrained(Connection connection)
    {
        _order.First?.Apart?.Resume();
        CloseIfAllIsRead();
    }

    public void OnBatchEnd(Connection connection)
    {
    }

    public void OnClosed(Connection connection, Exception? reason)
    {
        if (reason is not null)
            Log.ClientLost(Loop.Log, reason);
        if (reason is ConnectionLimitException { Limit: var limit })
            Loop.Counters.Add(limit == ConnectionLimit.Input ? ClosingReason.QueryBuffer : ClosingReason.OutputBuffer);
        while (!_order.IsEmpty)
        {
            var request = _order.RemoveFirst();
            request.Session = null;
            Abandon(request);
            Loop.Pool.Release(request);
        }

        TransactionCommands.End(this);
        TrackingCommands.End(this);
        Loop.Forget(this);
    }

    public void Authenticate()
    {
        IsAuthenticated = true;
        _parser.Limits = Loop.Context.Limits;
    }

    /// <summary>Back to a new connection's state, as RESET asks.</summary>
    public void Reset()
    {
        TransactionCommands.End(this);
        TrackingCommands.End(this);
        ReplyMode = ReplyMode.On;
        IsNotEvicted = false;
        IsNotTouching = false;
        Name = "";
        Version = RespVersion.Resp2;
        IsAuthenticated = !Loop.Context.Password.IsRequired;
        if (!IsAuthenticated)
            _parser.Limits = RespLimits.Unauthenticated;
    }

    /// <summary>The next request waits until all so far are answered.</summary>
    public void HoldNext() => _isHeld = true;

    /// <summary>Whether it is closed once it has its replies.</summary>
    public bool HasToLeave { get; private set; }

    public void Leave() => HasToLeave = true;

    public void Track(TrackingOptions options) => TrackingCommands.Begin(this, options);

    public void EndTracking() => TrackingCommands.End(this);

    public void KickLater(ClosingReason reason) => Loop.Events.Post(_ => CloseAtOnce(reason), null);

    /// <summary>Closes it at once, whatever it is owed.</summary>
    public void CloseAtOnce(ClosingReason reason)
    {
        if (!Connection.IsOpen)
            return;
        Loop.Counters.Add(reason);
        _closesWhenAnswered = true;
        Connection.Abort();
    }

    /// <summary>CLIENT PAUSE is over: what waited for it is looked at again.</summary>
    public void EndPause()
    {
        if (!_waitsForPause)
            return;
        _waitsForPause = false;
        _isPaused = false;
        Connection.ResumeReading();
    }

    /// <summary>Closes it at once if it has sent nothing for so long and is owed nothing.</summary>
    public void CloseIfIdle(int seconds)
    {
        if (!_order.IsEmpty || !Connection.IsOpen || Identity.IdleSeconds(Loop.Context.Time) < seconds)
            return;
        Loop.Counters.Add(ClosingReason.Idle);
        Connection.Close();
    }

    /// <summary>Reads no more, and closes once every request so far is answered.</summary>
    public void CloseWhenAnswered()
    {
        _closesWhenAnswered = true;
        if (_order.IsEmpty)
            Connection.Close();
    }

    // The others' turn; what is left is shown again in the loop's next one, and no more is read before.
    private void Yield()
    {
        _yields = true;
        Connection.PauseReading();
        Loop.Events.Post(
            static state =>
            {
                var session = (ClientSession)state!;
                session._yields = false;
                session.Connection.ResumeReading();
            },
            this);
    }

    private void Pause()
    {
        _isPaused = true;
        Connection.PauseReading();
    }

    private void RefuseInput()
    {
        Refuse(_parser.Error);
        Loop.Counters.Add(ClosingReason.Protocol);
        CloseWhenAnswered();
    }

    // A client that half-closes still gets replies to all it sent, also to what waits to be parsed.
    private void CloseIfAllIsRead()
    {
        if (_inputEnded && !_isPaused && !_yields && !_closesWhenAnswered && !Connection.IsOutputBlocked)
            CloseWhenAnswered();
    }
}
