using System.Text;
using K8sCache.Resp;
using K8sCache.Transport;

namespace K8sCache.Router.Routing;

/// <summary>
/// A shared, pipelined connection of one loop to one node, for one protocol version and lane. Requests are answered in the order
/// they were written; a load report may stand before any reply. A broken connection hands every unanswered request back
/// to the dispatcher and is opened anew after a growing pause, during which the node counts as out of reach. Part: Streaming.
/// </summary>
internal sealed partial class Upstream : IConnectionHandler
{
    /// <summary>Unsent bytes from which on output waits for the node, not for the end of this loop's turn.</summary>
    private const int BacklogBytes = 64 * 1024;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    /// <summary>Requests at the head of the queue that are looked at for hedging; behind so many nothing helps.</summary>
    private const int HedgeScanMax = 256;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly RouterLoop _loop;
    private readonly RequestQueue _queue = new();
    private readonly UpstreamGreeting _greeting;
    private readonly TimeSpan _silenceMax;
    private readonly long _silenceTicks;
    private readonly bool _isOwn;
    private readonly Lane _lane;
    private RespReplyScanner _scanner = new(RespLimits.Default);
    private Connection? _connection;
    private LoopTimer? _reopening;
    private int _greeted;
    private int _failures;
    private bool _isClosing;
    private bool _isOnline;
    private bool _isGivenUp;
    private long _lastProgress;
    private long _writtenBytes;
    private long _takenBytes;

    public Upstream(RouterLoop loop, NodeLink node, RespVersion version, Lane lane, bool isOwn)
    {
        _loop = loop;
        Node = node;
        Version = version;
        _isOwn = isOwn;
        _silenceMax = lane is not (Lane.Writes or Lane.Bulk) ? loop.Options.StallTimeout : loop.Options.RequestTimeout;
        _silenceTicks = loop.Ticks(_silenceMax);
        _lane = lane;
        _greeting = loop.GreetingFor(version, lane);
    }

    public NodeLink Node { get; }

    public RespVersion Version { get; }

    public Lane Lane => _lane;

    /// <summary>A connection of a client's own has ended, and with it what the node kept for it; it is not opened anew.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>It owes replies and has said nothing for a while: perhaps slow, perhaps stopped. Others are asked meanwhile.</summary>
    public bool IsSuspect { get; private set; }

    public int InFlight => _queue.Count;

    public bool Owes => _queue.Count > 0 || (_connection is not null && !IsUp);

    /// <summary>Connected and greeted: it has answered, so it is no stopped process behind an open port.</summary>
    public bool IsUp => _connection is not null && _greeted == _greeting.ReplyCount;

    /// <summary>Up, or on its first attempt: a request for a node nobody has tried yet rides along with the greeting.</summary>
    public bool IsAvailable => !_isClosing && !_isGivenUp && (IsUp || _failures == 0);

    public bool IsFull => _queue.Count >= _loop.Options.MaxInFlightPerNode;

    public void Open()
    {
        if (_connection is not null || _reopening is not null || _isClosing || IsBroken)
            return;
        _greeted = 0;
        _isOnline = false;
        _isGivenUp = false;
        IsSuspect = false;
        _writtenBytes = 0;
        _takenBytes = 0;
        _scanner = new RespReplyScanner(RespLimits.Default);
        _stream = default;
        _isPassing = _isPaused = false;
        _lastProgress = _loop.Now;
        _connection = _loop.Events.Connect(Node.EndPoint, this, _loop.Options.ConnectTimeout, _loop.Context.Tls?.ToNodes);
        Write(_greeting.Bytes);
        _loop.SweepSoon();
    }

    public void Send(PendingRequest request)
    {
        Open();
        if (_queue.Count == 0)
            _lastProgress = _loop.Now;
        Enqueue(request);
    }

    public void CloseWhenIdle()
    {
        _isClosing = true;
        _reopening?.Cancel();
        _loop.SweepSoon();
        if (_connection is null)
            IsBroken |= _isOwn;
        else if (_queue.Count == 0)
            _connection.Close();
    }

    /// <summary>Called every few milliseconds: gives up a silent node, and answers clients whose time is up.</summary>
    public void Sweep()
    {
        for (var index = 0; index < _queue.Count; index++)
        {
            var request = _queue[index];
            if (!request.IsAnswered && request.Deadline <= _loop.Now)
                _loop.Dispatcher.OnTimeout(request);
        }

        // A node that still takes a large request is not silent. Small ones the kernel takes for it, even if it is stopped:
        // only what waits for room there tells that somebody reads.
        if (_connection is { PendingOutputBytes: var unsent })
        {
            var taken = _writtenBytes - unsent;
            if (unsent >= BacklogBytes && taken > _takenBytes)
                _lastProgress = _loop.Now;
            _takenBytes = taken;
        }

        if (_isPaused)
            WatchPaused();

        if (_lane is Lane.Reads or Lane.Tracked && _queue.Count > 0 && _loop.Now - _lastProgress > _loop.SuspectTicks)
            Suspect();
        var silence = _loop.Now - _lastProgress;
        if (Owes && silence > (IsUp ? _silenceTicks : _loop.StallTicks) && (!IsUp || silence > _loop.RequestTicks || !IsAwaited()))
            GiveUp();
    }

    /// <summary>Whether it owes an answer that nobody else is asked for: then it may as well be waited for.</summary>
    private bool IsAwaited()
    {
        for (var index = 0; index < _queue.Count; index++)
        {
            if (_queue[index] is { IsAnswered: false, IsOrphan: false, IsTwin: false, Twin: null, IsSplit: false } request
                && !(_lane == Lane.Large && _loop.Dispatcher.HasOther(request)))
                return true;
        }

        return false;
    }

    /// <summary>Has reads that were sent before a moment, and still wait, asked of another copy, too.</summary>
    public void Hedge(long sentBefore)
    {
        var count = Math.Min(_queue.Count, HedgeScanMax);
        for (var index = 0; index < count && _queue[index].SentAt <= sentBefore; index++)
            _loop.Dispatcher.Hedge(_queue[index]);
    }

    public void OnConnected(Connection connection) => _isOnline = true;

    public int OnReceived(Connection connection, ReadOnlySpan<byte> data)
    {
        _loop.RefreshNow();
        _lastProgress = _loop.Now;
        IsSuspect = false;
        var consumed = 0;
        while (consumed < data.Length)
        {
            var rest = data[consumed..];
            if (!_isPassing && PassString(rest) is > 0 and var passed)
            {
                consumed += passed;
                continue;
            }

            var status = _scanner.TryScan(rest, out var length);
            if (status == RespStatus.NeedMoreData)
            {
                consumed += PassElements(rest);
                break;
            }

            if (status == RespStatus.Invalid)
                throw new InvalidDataException("not RESP");
            if (_isPassing)
                PassLastElements(rest[..length]);
            else
                TakeReply(rest[..length]);
            consumed += length;
        }

        _loop.Counters.UpstreamBytesReceived += consumed;
        return consumed;
    }

    public void OnDrained(Connection connection)
    {
    }

    public void OnBatchEnd(Connection connection)
    {
    }

    public void OnClosed(Connection connection, Exception? reason)
    {
        if (connection != _connection)
            return; // It was left for another.
        _loop.RefreshNow();
        var wasUp = IsUp;
        _connection = null;
        if (IsTold)
            _loop.Tracking.Flush(_lane);
        IsBroken |= _isOwn;
        _loop.SweepSoon();
        if (!_isClosing && !_isOwn)
        {
            _failures++;
            if (!Node.IsRemoved)
                _loop.Context.Outages.OnLost(Node.Name, Node.Address, wasUp ? "lost" : "unreachable", reason?.Message ?? "closed by the node");
            ReopenLater();
        }

        // Whoever is sent again may fail again at once; take only those that are here now.
        for (var left = _queue.Count; left > 0; left--)
        {
            var request = _queue.Dequeue();
            _loop.Dispatcher.OnConnectionBroken(request, wasSent: _isOnline, reason);
        }
    }

    private void TakeReply(ReadOnlySpan<byte> reply)
    {
        if (reply[0] == (byte)RespPrefix.Push)
        {
            if (LoadReport.TryRead(reply, out var report))
                _loop.Signals.OnReport(Node.Signals, _loop.NowSeconds, (int)report.InFlight, report.ServiceTimeNanoseconds * 1e-9);
            else if (IsTold)
                _loop.Tracking.OnPush(_lane, reply);
            return;
        }

        if (_greeted < _greeting.ReplyCount)
        {
            TakeGreeting(reply);
            return;
        }

        if (_queue.Count == 0)
            throw new InvalidDataException("a reply to nothing");
        if (_queue[0].Burst is { } burst && !burst.Take(reply))
            return;
        if (_lane == Lane.Large)
            _loop.LargeReads.Remove(_queue[0].Wire.Span); // Any more.
        _loop.Dispatcher.OnReply(_queue.Dequeue(), reply);
        EndReply();
    }

    private void TakeGreeting(ReadOnlySpan<byte> reply)
    {
        if (!_greeting.Accepts(_greeted, reply))
            throw new InvalidDataException($"refuses us: {Encoding.UTF8.GetString(reply[1..]).TrimEnd()}");
        if (++_greeted < _greeting.ReplyCount)
            return;
        if (_failures > 0)
            _loop.Context.Outages.OnBack(Node.Name, Node.Address);
        _failures = 0;
        if (_lane == Lane.Broadcast)
            _loop.Tracking.Flush(_lane); // What changed before it was told of is not known.
        _loop.Dispatcher.RetryWaiting();
    }

    /// <summary>Whether the node tells of changes here.</summary>
    private bool IsTold => _lane is Lane.Tracked or Lane.Broadcast;

    private void Suspect()
    {
        if (!IsSuspect)
        {
            Node.Count(Extra.Silence);
            _loop.Alert();
        }

        IsSuspect = true;
        for (var index = 0; index < _queue.Count; index++)
            _loop.Dispatcher.Rescue(_queue[index]);
    }

    private void ReopenLater()
    {
        var pause = Math.Min(LongestPause.TotalMilliseconds, FirstPause.TotalMilliseconds * Math.Pow(2, Math.Min(_failures - 1, 16)));
        _reopening = _loop.Events.Schedule(
            TimeSpan.FromMilliseconds(pause),
            static state =>
            {
                var upstream = (Upstream)state!;
                upstream._reopening = null;
                upstream._loop.RefreshNow();
                upstream.Open();
            },
            this);
    }

    private void GiveUp()
    {
        if (_failures == 0)
            _loop.Context.Outages.OnStalled(Node.Name, Node.Address, _silenceMax.TotalMilliseconds);
        _isGivenUp = true;
        _connection?.Abort();
    }

    private void Enqueue(PendingRequest request)
    {
        request.Burst?.Restart();
        if (request.Wire.Taken is { } taken)
        {
            _connection!.Write(taken);
            CountWritten(request.Wire.Length);
        }
        else
        {
            Write(request.Wire.Span);
        }

        _queue.Enqueue(request);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        var output = _connection!.Output;
        bytes.CopyTo(output.GetSpan(bytes.Length));
        output.Advance(bytes.Length);
        CountWritten(bytes.Length);
    }

    private void CountWritten(int bytes)
    {
        _writtenBytes += bytes;
        _loop.Counters.UpstreamBytesSent += bytes;
    }
}
