using K8sCache.Resp;
using K8sCache.Resp.Commands;
using K8sCache.Resp.Transport;
using K8sCache.Router.Joining;
using K8sCache.Router.Observing;
using K8sCache.Router.Routing;
using K8sCache.Topology;

namespace K8sCache.Router.Sessions;

/// <summary>
/// One client: parses its requests, hands them to the dispatcher, and writes the replies in the order of the requests,
/// whatever order nodes answer in. A reply whose turn it is passes from the node's buffer to the client's; only one
/// that came early is copied.
/// </summary>
internal sealed class ClientSession : IConnectionHandler
{
    private static long lastId;

    private readonly RespRequestParser _parser;
    private PendingRequest? _first;
    private PendingRequest? _last;
    private int _pending;
    private int _pendingWrites;
    private Lane _lane;
    private bool _isPaused;
    private bool _closesWhenAnswered;

    public ClientSession(RouterLoop loop, Connection connection)
    {
        Loop = loop;
        Connection = connection;
        Id = Interlocked.Increment(ref lastId);
        IsAuthenticated = !loop.Context.Password.IsRequired;
        _parser = new RespRequestParser(IsAuthenticated ? RespLimits.Default : RespLimits.Unauthenticated);
    }

    public RouterLoop Loop { get; }

    public Connection Connection { get; }

    public long Id { get; }

    public string Name { get; set; } = "";

    public RespVersion Version { get; set; } = RespVersion.Resp2;

    public bool IsAuthenticated { get; private set; }

    public void OnConnected(Connection connection)
    {
    }

    public int OnReceived(Connection connection, ReadOnlySpan<byte> data)
    {
        Loop.RefreshNow();
        var consumed = 0;
        while (consumed < data.Length && !_closesWhenAnswered && !connection.IsOutputBlocked)
        {
            if (_pending >= Loop.Options.MaxPendingPerClient)
            {
                _isPaused = true;
                connection.PauseReading();
                break;
            }

            var status = _parser.TryParse(data[consumed..], out var used, out var request);
            consumed += used;
            if (status == RespStatus.NeedMoreData)
                break;
            if (status == RespStatus.Invalid)
            {
                Loop.Counters.Add(RouterError.Request);
                ReplyAtOnce().WriteError(_parser.Error);
                CompleteAtOnce();
                CloseWhenAnswered();
                break;
            }

            Handle(request);
        }

        Loop.Counters.ClientBytesReceived += consumed;
        return _closesWhenAnswered ? data.Length : consumed;
    }

    public void OnInputEnded(Connection connection) => CloseWhenAnswered();

    public void OnDrained(Connection connection)
    {
    }

    public void OnBatchEnd(Connection connection)
    {
    }

    public void OnClosed(Connection connection, Exception? reason)
    {
        if (reason is not null)
            Log.ClientLost(Loop.Log, reason);
        while (_first is { } request)
        {
            RemoveFirst();
            request.Session = null;
            Loop.Pool.Release(request);
        }

        Loop.Forget(this);
    }

    public void Authenticate()
    {
        IsAuthenticated = true;
        _parser.Limits = RespLimits.Default;
    }

    /// <summary>Back to a new connection's state, as RESET asks.</summary>
    public void Reset()
    {
        Name = "";
        Version = RespVersion.Resp2;
        IsAuthenticated = !Loop.Context.Password.IsRequired;
        if (!IsAuthenticated)
            _parser.Limits = RespLimits.Unauthenticated;
    }

    /// <summary>Reads no more, and closes once every request so far is answered.</summary>
    public void CloseWhenAnswered()
    {
        _closesWhenAnswered = true;
        if (_first is null)
            Connection.Close();
    }

    /// <summary>A reply from a node, or an error of ours. The caller releases the request.</summary>
    public void OnReply(PendingRequest request, ReadOnlySpan<byte> reply)
    {
        if (request != _first)
        {
            request.Reply.Append(reply);
            return;
        }

        Write(reply);
        RemoveFirst();
        WriteEarlyReplies();
    }

    private void Handle(in RespRequest request)
    {
        var lookup = CommandTable.Default.Resolve(request, out var command);
        if (lookup == CommandLookup.Found && (command!.Flags & CommandFlags.Internal) != 0)
            lookup = CommandLookup.UnknownCommand;
        if (!IsAuthenticated && (command is null || (command.Flags & CommandFlags.NoAuth) == 0))
        {
            Refuse(ErrorTexts.AuthenticationRequired);
            return;
        }

        if (lookup != CommandLookup.Found)
        {
            Loop.Counters.Add(RouterError.Request);
            CommandErrors.Write(ReplyAtOnce(), lookup, request, command);
            CompleteAtOnce();
            return;
        }

        Loop.Counters.Add(command!.Id);
        Route(request, command);
    }

    private void Route(in RespRequest request, CommandSpec command)
    {
        switch (command.Route)
        {
            case CommandRoute.Local:
                LocalCommands.Execute(this, command, request, ReplyAtOnce());
                CompleteAtOnce();
                if (command.Id == CommandId.Quit)
                    CloseWhenAnswered();
                break;
            case CommandRoute.SingleKey:
                var single = Enqueue(request, command);
                single.Slot = HashSlot.Of(request[command.Keys.First]);
                Loop.Dispatcher.Dispatch(single);
                break;
            case CommandRoute.SplitByKey:
                KeySplitter.Start(Loop, Enqueue(request, command), request);
                break;
            case CommandRoute.AllNodes:
                AllNodes.Start(Loop, Enqueue(request, command));
                break;
            case CommandRoute.Scan:
                ClusterScan.Start(Loop, Enqueue(request, command), request);
                break;
            case CommandRoute.NodeOnly:
            default:
                throw new System.Diagnostics.UnreachableException($"{command.Name} is internal and was refused before.");
        }
    }

    private void Refuse(string text)
    {
        Loop.Counters.Add(RouterError.Request);
        ReplyAtOnce().WriteError(text);
        CompleteAtOnce();
    }

    private PendingRequest Enqueue(in RespRequest request, CommandSpec command)
    {
        var pending = Loop.Pool.Rent();
        pending.Session = this;
        pending.Command = command;
        pending.Version = Version;
        pending.Deadline = Loop.Now + Loop.RequestTicks;
        // One lane as long as anything is unanswered: what a client pipelines is executed in its order.
        if (_pending == 0)
            _lane = command.IsWrite ? Lane.Writes : Lane.Reads;
        pending.Lane = _lane;
        pending.FollowsWrites = _pendingWrites > 0 && !command.IsWrite;
        RequestWire.Copy(request, pending.Wire);
        Append(pending);
        return pending;
    }

    // An answer of our own: written straight to the client when nothing stands before it, kept in order otherwise.
    private RespWriter ReplyAtOnce()
    {
        if (_first is null)
            return new RespWriter(Connection.Output, Version);
        var pending = Loop.Pool.Rent();
        pending.Session = this;
        pending.Version = Version;
        Append(pending);
        return new RespWriter(pending.Reply, Version);
    }

    private void CompleteAtOnce()
    {
        if (_last is { Command: null } own)
            own.IsAnswered = true;
    }

    private void Append(PendingRequest request)
    {
        request.InOrder = true;
        if (_last is null)
            _first = request;
        else
            _last.Next = request;
        _last = request;
        _pending++;
        if (request.Command is { IsWrite: true })
            _pendingWrites++;
    }

    private void RemoveFirst()
    {
        var request = _first!;
        _first = request.Next;
        if (_first is null)
            _last = null;
        request.Next = null;
        request.InOrder = false;
        _pending--;
        if (request.Command is { IsWrite: true })
            _pendingWrites--;
    }

    private void WriteEarlyReplies()
    {
        while (_first is { IsAnswered: true } request)
        {
            Write(request.Reply.Span);
            RemoveFirst();
            Loop.Pool.Release(request);
        }

        if (_isPaused && _pending <= Loop.Options.MaxPendingPerClient / 2)
        {
            _isPaused = false;
            Connection.ResumeReading();
        }

        if (_first is null && _closesWhenAnswered)
            Connection.Close();
    }

    private void Write(ReadOnlySpan<byte> reply)
    {
        var output = Connection.Output;
        reply.CopyTo(output.GetSpan(reply.Length));
        output.Advance(reply.Length);
        Loop.Counters.ClientBytesSent += reply.Length;
    }
}
