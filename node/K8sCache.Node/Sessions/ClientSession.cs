using System.Buffers;
using K8sCache.Node.Replication;
using K8sCache.Node.Serving;
using K8sCache.Node.Topologies;
using K8sCache.Resp;
using K8sCache.Serving.Clients;
using K8sCache.Serving.Sessions;
using K8sCache.Storage;
using K8sCache.Transport;

namespace K8sCache.Node.Sessions;

/// <summary>
/// One connection: parses what is there, runs it at once, answers in order. A write that must reach other copies runs
/// at once too; its reply, and all behind it, are held until they have it. Parts: Execution, how one command is run.
/// </summary>
/// <remarks>Everything here runs on the connection's loop. Only the identity fields are read from elsewhere (CLIENT LIST).</remarks>
internal sealed partial class ClientSession : ServerSession, IConnectionHandler, IErrorObserver
{
    private readonly RespRequestParser _parser;
    private readonly ReplyHold _hold;
    private readonly BatchMeter _batch;
    private IBufferWriter<byte> _output;
    private PendingWrite? _pending;
    private bool _executingHeld;
    private bool _reportedInBatch;
    private long _sentBytes;

    public ClientSession(LoopState loop, Connection connection, bool isPeer)
        : base(loop.Node, loop.Node.Clients.NextId(), connection)
    {
        Loop = loop;
        _batch = new BatchMeter(loop);
        _hold = new ReplyHold(this);
        _output = connection.Output;
        IsPeer = isPeer;
        _modes = Node.Password.IsRequired ? SessionModes.Unauthenticated : SessionModes.None;
        _parser = new RespRequestParser(LimitsNow);
    }

    public LoopState Loop { get; }

    public NodeContext Node => Loop.Node;

    public CacheEngine Engine => Loop.Node.Engine;

    /// <summary>Null without a topology.</summary>
    public NodeView? View => Loop.View;

    /// <summary>Whether it came over the port for other nodes.</summary>
    public override bool IsPeer { get; }

    /// <summary>The node at the other end, as it named itself; null for clients.</summary>
    public string? PeerName { get; set; }

    /// <summary>Reads on any copy that is in sync, as a router may, instead of being sent to the primary.</summary>
    public bool IsRouter { get; set; }

    public override bool IsCluster => View is not null;

    /// <summary>Whether the load is reported with the replies.</summary>
    public bool ReportsLoad { get; set; }

    public override bool IsAuthenticated => (_modes & SessionModes.Unauthenticated) == 0;

    /// <summary>Where the reply of the running command goes.</summary>
    public RespWriter Reply => new(_output, Version);

    /// <summary>Milliseconds since the Unix epoch.</summary>
    public long NowMs => Node.Time.GetUtcNow().ToUnixTimeMilliseconds();

    protected override bool OwesNothing => _hold.IsEmpty;

    // Another node sends a whole hash as one string, and no more than it could take itself.
    private RespLimits LimitsNow => !IsAuthenticated ? RespLimits.Unauthenticated
        : IsPeer ? RespLimits.Default
        : RespLimits.Default with { BulkBytesMax = Node.Settings.MaxBulkBytes };

    public void OnConnected(Connection connection)
    {
        Node.Clients.Add(this);
        if (!IsPeer && Node.Pause.IsOn)
            SetPaused(true);
    }

    public int OnReceived(Connection connection, ReadOnlySpan<byte> data)
    {
        Node.Isolation.Enter(connection.Loop.Index);
        try
        {
            return RunBatch(connection, data);
        }
        finally
        {
            Node.Isolation.Exit(connection.Loop.Index);
        }
    }

    public void OnDrained(Connection connection)
    {
    }

    public void OnBatchEnd(Connection connection)
    {
        _batch.Leave();
        CountSent();
        _reportedInBatch = false;
    }

    public void OnInputEnded(Connection connection) => EndInput();

    public void OnClosed(Connection connection, Exception? reason)
    {
        Closed(reason);
        CountSent();
        _batch.Leave();
        Loop.Counters.WaitingChanged(-_hold.WaitingCount);
        Unwatch();
        EndTracking();
        Node.Clients.Remove(this);
    }

    public override void Authenticate()
    {
        SetMode(SessionModes.Unauthenticated, false);
        _parser.Limits = LimitsNow;
    }

    public override void Reset()
    {
        DiscardTransaction();
        EndTracking();
        _modes = (_modes & SessionModes.Paused) | (Node.Password.IsRequired ? SessionModes.Unauthenticated : SessionModes.None);
        ChooseOutput();
        _parser.Limits = LimitsNow;
        ResetClient();
        IsRouter = false;
        ReportsLoad = false;
    }

    /// <summary>One of this session's writes has all its answers.</summary>
    public void OnSettled()
    {
        if (_executingHeld || !Connection.IsOpen)
            return;
        var released = _hold.Release(Connection.Output);
        Loop.Counters.WaitingChanged(-released);
        ChooseOutput();
        if (!_hold.IsFull)
            Resume(Halts.Unanswered);
        CloseIfAnswered();
    }

    /// <summary>Runs the requests that are there; returns how many bytes they were.</summary>
    private int RunBatch(Connection connection, ReadOnlySpan<byte> data)
    {
        _batch.Begin();
        var consumed = 0;
        // What nodes send each other names its keys elsewhere.
        var ahead = new KeysAhead(Engine, IsPeer ? default : data);
        while (!IsClosing && !connection.IsOutputBlocked)
        {
            if (_hold.IsFull)
            {
                Halt(Halts.Unanswered);
                break;
            }

            var status = _parser.TryParse(data[consumed..], out var used, out var request);
            consumed += used;
            if (status == RespStatus.NeedMoreData)
            {
                connection.ExpectInput(_parser.MissingBytes);
                break;
            }

            if (status == RespStatus.Invalid)
            {
                Reply.WriteError(_parser.Error);
                Count(ClosingReason.Protocol);
                CloseWhenAnswered();
                break;
            }

            ahead.Look(consumed);
            ReportOnce();
            _batch.Serve();
            Execute(request);
            if (IsHalted(Halts.Paused))
            {
                // It was not run, and is shown again when the pause is over.
                consumed -= used;
                break;
            }
        }

        _batch.End();
        Loop.Counters.Received(consumed);
        CloseIfAllIsRead();
        return IsClosing ? data.Length : consumed;
    }

    private void CountSent()
    {
        var written = Connection.WrittenBytes;
        Loop.Counters.Sent(written - _sentBytes);
        _sentBytes = written;
    }

    private void ReportOnce()
    {
        // A push between a held reply's neighbours would be in order too, but only a whole batch is worth one.
        if (!ReportsLoad || _reportedInBatch)
            return;
        _reportedInBatch = true;
        new LoadReport(Node.InFlight, (long)Node.ServiceTimeNanoseconds).Write(new RespWriter(Connection.Output, Version));
    }
}
