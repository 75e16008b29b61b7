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
internal sealed class ClientSession : IConnectionHandler, IClientState
{
    private static long lastId;

    private readonly RespRequestParser _parser;
    private readonly ReplyOrder _order = new();
    private PendingRequest? _own;
    private Lane _lane;
    private bool _inputEnded;
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

    public Password Password => Loop.Context.Password;

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
            if (_order.Count >= Loop.Options.MaxPendingPerClient)
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
        CloseIfAllIsRead();
        return _closesWhenAnswered ? data.Length : consumed;
    }

    public void OnInputEnded(Connection connection)
    {
        _inputEnded = true;
        CloseIfAllIsRead();
    }

    public void OnDrained(Connection connection) => CloseIfAllIsRead();

    public void OnBatchEnd(Connection connection)
    {
    }

    public void OnClosed(Connection connection, Exception? reason)
    {
        if (reason is not null)
            Log.ClientLost(Loop.Log, reason);
        while (!_order.IsEmpty)
        {
            var request = _order.RemoveFirst();
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
        if (_order.IsEmpty)
            Connection.Close();
    }

    /// <summary>A reply from a node, or an error of ours. The caller releases the request.</summary>
    public void OnReply(PendingRequest request, ReadOnlySpan<byte> reply)
    {
        if (request != _order.First)
        {
            request.Reply.Append(reply);
            return;
        }

        Write(reply);
        _order.RemoveFirst();
        WriteEarlyReplies();
    }

    private void Handle(in RespRequest request)
    {
        var lookup = CommandTable.Default.Resolve(request, out var command);
        if (lookup == CommandLookup.Found && (command!.Flags & CommandFlags.Internal) != 0 && command.Route != CommandRoute.Local)
            lookup = CommandLookup.UnknownCommand;
        if (!IsAuthenticated && (command is null || (command.Flags & CommandFlags.NoAuth) == 0))
        {
            Refuse(RedisErrors.AuthenticationRequired);
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
            case CommandRoute.OneSlot:
                RouteOneSlot(request, command);
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

    private void RouteOneSlot(in RespRequest request, CommandSpec command)
    {
        var slot = -1;
        foreach (var index in command.Keys.In(request))
        {
            var other = HashSlot.Of(request[index]);
            if (slot < 0)
                slot = other;
            if (other == slot)
                continue;
            Refuse(RedisErrors.CrossSlot);
            return;
        }

        // Without keys (a count of them that is none) any node says what is wrong.
        var pending = Enqueue(request, command);
        pending.Slot = Math.Max(0, slot);
        Loop.Dispatcher.Dispatch(pending);
    }

    private void Refuse(ReadOnlySpan<byte> text)
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
        if (_order.IsEmpty)
            _lane = command.IsWrite ? Lane.Writes : Lane.Reads;
        pending.Lane = _lane;
        pending.FollowsWrites = _order.WriteCount > 0 && !command.IsWrite;
        RequestWire.Copy(request, pending.Wire);
        _order.Append(pending);
        return pending;
    }

    // An answer of our own: written straight to the client when nothing stands before it, kept in order otherwise.
    private RespWriter ReplyAtOnce()
    {
        if (_order.IsEmpty)
            return new RespWriter(Connection.Output, Version);
        _own = Loop.Pool.Rent();
        _own.Session = this;
        _own.Version = Version;
        _order.Append(_own);
        return new RespWriter(_own.Reply, Version);
    }

    private void CompleteAtOnce()
    {
        if (_own is not null)
            _own.IsAnswered = true;
        _own = null;
    }

    private void WriteEarlyReplies()
    {
        while (_order.First is { IsAnswered: true } request)
        {
            Write(request.Reply.Span);
            Loop.Pool.Release(_order.RemoveFirst());
        }

        if (_isPaused && _order.Count <= Loop.Options.MaxPendingPerClient / 2)
        {
            _isPaused = false;
            Connection.ResumeReading();
        }

        if (_order.IsEmpty && _closesWhenAnswered)
            Connection.Close();
    }

    // A client that half-closes still gets replies to all it sent, also to what waits to be parsed.
    private void CloseIfAllIsRead()
    {
        if (_inputEnded && !_isPaused && !_closesWhenAnswered && !Connection.IsOutputBlocked)
            CloseWhenAnswered();
    }

    private void Write(ReadOnlySpan<byte> reply)
    {
        var output = Connection.Output;
        reply.CopyTo(output.GetSpan(reply.Length));
        output.Advance(reply.Length);
        Loop.Counters.ClientBytesSent += reply.Length;
    }
}
