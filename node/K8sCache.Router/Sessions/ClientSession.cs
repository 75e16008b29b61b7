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
internal sealed partial class ClientSession : ServerSession, IConnectionHandler
{
    /// <summary>Requests of one client that are taken before others have their turn.</summary>
    private const int RequestsPerTurn = 64;

    private readonly RespRequestParser _parser;
    private readonly ReplyOrder _order;
    private bool _isAuthenticated;

    /// <summary>No request is taken until all before it are answered.</summary>
    private bool _isHeld;

    public ClientSession(RouterLoop loop, Connection connection)
        : base(loop.Context, loop.Context.Clients.NextId(), connection)
    {
        Loop = loop;
        _order = new ReplyOrder(loop.Pending);
        _isAuthenticated = !loop.Context.Password.IsRequired;
        _parser = new RespRequestParser(_isAuthenticated ? loop.Context.Limits : RespLimits.Unauthenticated);
    }

    public RouterLoop Loop { get; }

    public override bool IsAuthenticated => _isAuthenticated;

    /// <summary>Which replies the client wants (CLIENT REPLY).</summary>
    public ReplyMode ReplyMode { get; private set; }

    /// <summary>How it is told of keys it may have cached; null if it is not.</summary>
    public TrackingState? Tracking { get; set; }

    /// <summary>Made at the first MULTI or WATCH.</summary>
    public ClientTransaction? Transaction { get; set; }

    /// <summary>Whether every request taken so far is answered.</summary>
    public bool IsIdle => _order.IsEmpty;

    protected override bool OwesNothing => _order.IsEmpty;

    protected override TrackingState? TrackingNow => Tracking;

    protected override (int Count, long Bytes) QueuedNow =>
        Transaction is { IsOpen: true } transaction ? (transaction.Count, transaction.Bytes) : (-1, 0);

    public void OnConnected(Connection connection)
    {
    }

    public int OnReceived(Connection connection, ReadOnlySpan<byte> data)
    {
        Loop.RefreshNow();
        Identity.Touch(Loop.Now);
        var consumed = 0;
        var left = RequestsPerTurn;
        while (consumed < data.Length && !IsClosing && !connection.IsOutputBlocked)
        {
            _isHeld &= !_order.IsEmpty;
            if (_isHeld || _order.Count >= Loop.MaxPendingPerClient)
            {
                Halt(Halts.Unanswered);
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
                if (!IsHalted(Halts.Paused))
                    continue;
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

        Loop.Counters.Received(consumed);
        CloseIfAllIsRead();
        return IsClosing ? data.Length : consumed;
    }

    public void OnInputEnded(Connection connection) => EndInput();

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
        Closed(reason);
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

    public override void Authenticate()
    {
        _isAuthenticated = true;
        _parser.Limits = Loop.Context.Limits;
    }

    public override void Reset()
    {
        TransactionCommands.End(this);
        TrackingCommands.End(this);
        ReplyMode = ReplyMode.On;
        ResetClient();
        _isAuthenticated = !Loop.Context.Password.IsRequired;
        if (!_isAuthenticated)
            _parser.Limits = RespLimits.Unauthenticated;
    }

    /// <summary>The next request waits until all so far are answered.</summary>
    public void HoldNext() => _isHeld = true;

    /// <summary>Whether it is closed once it has its replies.</summary>
    public bool HasToLeave { get; private set; }

    public override void Leave() => HasToLeave = true;

    public override void Track(TrackingOptions options) => TrackingCommands.Begin(this, options);

    public override void EndTracking() => TrackingCommands.End(this);

    /// <summary>CLIENT PAUSE is over: what waited for it is looked at again.</summary>
    public void EndPause() => Resume(Halts.Paused);

    /// <summary>Closes it at once if it has sent nothing for so long and is owed nothing.</summary>
    public void CloseIfIdle(int seconds)
    {
        if (!_order.IsEmpty || !Connection.IsOpen || Identity.IdleSeconds(Loop.Context.Time) < seconds)
            return;
        Count(ClosingReason.Idle);
        Connection.Close();
    }

    protected override void Count(ClosingReason reason) => Loop.Counters.Closed(reason);

    // The others' turn; what is left is shown again in the loop's next one, and no more is read before.
    private void Yield()
    {
        Halt(Halts.Turn);
        Loop.Events.Post(static state => ((ClientSession)state!).Resume(Halts.Turn), this);
    }

    private void RefuseInput()
    {
        Refuse(_parser.Error);
        Count(ClosingReason.Protocol);
        CloseWhenAnswered();
    }
}
