using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Router.Caching;
using K8sCache.Router.Joining;
using K8sCache.Router.Observing;
using K8sCache.Router.Routing;
using K8sCache.Serving.Clients;
using K8sCache.Serving.Sessions;
using K8sCache.Topology;

namespace K8sCache.Router.Sessions;

/// <summary>From parsed requests to requests on their way.</summary>
internal sealed partial class ClientSession
{
    /// <summary>Larger requests would keep those behind them on a shared connection waiting.</summary>
    private const int BulkBytes = 256 * 1024;

    private Lane _lane;

    /// <summary>The lane the request at hand needs, whatever those before it took; null = any for reads and writes.</summary>
    private Lane? _special;

    /// <summary>Answers a request with an error of the client's making.</summary>
    public void Refuse(ReadOnlySpan<byte> text)
    {
        Loop.Counters.Add(RouterError.Request);
        ReplyAtOnce().WriteError(text);
        CompleteAtOnce();
    }

    /// <summary>Puts a request behind the client's earlier ones; its bytes are still to be set.</summary>
    public PendingRequest EnqueueEmpty(CommandSpec command, bool isWrite)
    {
        var pending = Loop.Pool.Rent();
        pending.Session = this;
        pending.Command = command;
        pending.IsWrite = isWrite;
        pending.Version = Version;
        pending.ReceivedAt = Loop.Now;
        pending.Deadline = Loop.Now + Loop.RequestTicks;
        // One lane as long as anything is unanswered: what a client pipelines is executed in its order.
        if (_order.IsEmpty)
            _lane = _special ?? (isWrite ? Lane.Writes : Lane.Reads);
        pending.Lane = _lane;
        pending.IsMuted = IsMuted;
        pending.FollowsWrites = _order.WriteCount > 0 && !isWrite;
        pending.NeedsPrimary = Transaction is { IsWatching: true };
        _order.Append(pending);
        return pending;
    }

    /// <summary>False when it must wait until all before it are answered.</summary>
    private bool TryHandle(in RespRequest request)
    {
        var lookup = CommandTable.Default.Resolve(request, out var command);
        if (lookup == CommandLookup.Found && (command!.Flags & CommandFlags.Internal) != 0 && command.Route != CommandRoute.Local)
            lookup = CommandLookup.UnknownCommand;
        if (lookup != CommandLookup.Found)
        {
            RefuseUnresolved(lookup, request, command);
            return true;
        }

        if (!IsAuthenticated && (command!.Flags & CommandFlags.NoAuth) == 0)
        {
            Refuse(command.Id == CommandId.Exec ? CommandErrors.ExecUnauthenticated : RedisErrors.AuthenticationRequired);
            return true;
        }

        if (!Loop.Context.Pause.IsOver(Loop.Now) && Loop.Context.Pause.IsFor(command!, execWrites: Transaction is { Writes: true }))
        {
            Halt(Halts.Paused);
            Loop.AwaitEndOfPause();
            return false;
        }

        if (TransactionCommands.MustWait(this, command!) || MustChangeLane(command!, request.Wire) || MustFollowReads(command!, request))
        {
            HoldNext();
            return false;
        }

        Loop.Counters.Called(command!.Id);
        Identity.LastCommand = command;
        if (ReplyMode != ReplyMode.On)
            AdvanceReplyMode();
        var tracking = Tracking;
        if (!TransactionCommands.Takes(this, command, request))
        {
            if (tracking is not null)
                TrackingCommands.Note(this, tracking, command, request);
            Route(request, command);
            if (tracking is not null && command.Id != CommandId.ClientCaching)
                tracking.IsCachingGiven = false;
        }

        return true;
    }

    private void RefuseUnresolved(CommandLookup lookup, in RespRequest request, CommandSpec? command)
    {
        if (command is null && Loop.Context.Guard.Catches(request, Connection.RemoteEndPoint))
        {
            CloseAtOnce(ClosingReason.CrossProtocol);
        }
        else if (command?.Id == CommandId.Exec)
        {
            TransactionCommands.End(this);
            Refuse(CommandErrors.ExecWithWrongArity);
        }
        else
        {
            Loop.Counters.Add(RouterError.Request);
            TransactionCommands.Abort(this);
            CommandErrors.Write(ReplyAtOnce(), lookup, request, command);
            CompleteAtOnce();
        }
    }

    // Reads that are remembered for the client, and large requests, take connections apart; order holds on one connection only.
    private bool MustChangeLane(CommandSpec command, ReadOnlySpan<byte> wire)
    {
        _special = TrackingCommands.Remembers(this, command) ? Lane.Tracked
            : wire.Length > BulkBytes ? Lane.Bulk
            : HasLargeReply(command, wire) ? Lane.Large : null;
        if (_order.IsEmpty)
            return false;
        return _lane == Lane.Large || (command.Keys.Any && (_special == Lane.Large || _special != (_lane >= Lane.Tracked ? _lane : null)));
    }

    private void Route(in RespRequest request, CommandSpec command)
    {
        switch (command.Route)
        {
            case CommandRoute.Local when command.Id == CommandId.Info && ClusterInfo.AsksNodes(request):
                ClusterInfo.Start(Loop, Enqueue(request, command));
                break;
            case CommandRoute.Local:
                LocalCommands.Execute(this, command, request, ReplyAtOnce());
                CompleteAtOnce();
                if (HasToLeave)
                    CloseWhenAnswered();
                break;
            case CommandRoute.SingleKey:
                RouteSingleKey(request, command);
                break;
            case CommandRoute.OneSlot:
                RouteOneSlot(request, command);
                break;
            case CommandRoute.SplitByKey:
                RouteSplit(request, command);
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

    private void RouteSingleKey(in RespRequest request, CommandSpec command)
    {
        var key = request[command.Keys.First];
        var slot = HashSlot.Of(key);
        var isHot = command.IsReadOnly && Loop.HotKeys is { } sketch && sketch.Observe(key, Loop.NowSeconds);
        if (isHot && _special is null && command.Id == CommandId.Get && Loop.NearCache is { } near && _order.WriteCount == 0 && Tracking is null
            && Transaction is not { IsWatching: true })
        {
            if (near.Find(key, slot, Loop.Now) is { } reply)
            {
                ReplyAtOnce().WriteRaw(reply);
                CompleteAtOnce();
                return;
            }

            if (near.TryBeginFill(key, slot, Loop.Now))
            {
                var whole = Enqueue(request, command);
                whole.Slot = slot;
                NoteRead(whole, BitOf(slot));
                NearFillJoin.Start(Loop, whole, near, key);
                return;
            }
        }

        var single = Enqueue(request, command);
        single.Slot = slot;
        NoteRead(single, BitOf(slot));
        single.IsHot = isHot && Loop.SpreadsHotKeys;
        Loop.Dispatcher.Dispatch(single);
    }

    private void RouteSplit(in RespRequest request, CommandSpec command)
    {
        var whole = Enqueue(request, command);
        NoteReads(whole, command, request);
        KeySplitter.Start(Loop, whole, request);
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
        NoteRead(pending, BitOf(pending.Slot));
        Loop.Dispatcher.Dispatch(pending);
    }

    private void AdvanceReplyMode() => ReplyMode = ReplyMode switch
    {
        ReplyMode.SkipNext => ReplyMode.Skipping,
        ReplyMode.Skipping => ReplyMode.On,
        ReplyMode.On or ReplyMode.Off => ReplyMode,
    };

    private PendingRequest Enqueue(in RespRequest request, CommandSpec command)
    {
        var pending = EnqueueEmpty(command, command.IsWrite);
        RequestWire.TakeOrCopy(Connection, request, pending.Wire);
        if (pending.IsWrite && Loop.NearCache is { } near)
        {
            foreach (var index in command.Keys.In(request))
                near.OnWrite(HashSlot.Of(request[index]), Loop.Now);
        }

        return pending;
    }
}
