using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Router.Caching;
using K8sCache.Router.Routing;
using K8sCache.Topology;

namespace K8sCache.Router.Sessions;

/// <summary>
/// MULTI, EXEC, DISCARD, WATCH, UNWATCH through a router: commands wait here and go to their slot's primary in one
/// piece at EXEC, on the shared connection, or, where keys are watched, on the client's own. Nothing is sent twice.
/// </summary>
internal static class TransactionCommands
{
    /// <summary>
    /// Watching and what ends it takes another connection than the requests around it, so it waits for those before it,
    /// and those behind wait for it.
    /// </summary>
    public static bool MustWait(ClientSession session, CommandSpec command) => !session.IsIdle
        && (command.Id == CommandId.Watch || (command.Id == CommandId.Exec && session.Transaction is { IsWatching: true }));

    /// <summary>Whether the request is about a transaction, or part of one; then it has been taken care of.</summary>
    public static bool Takes(ClientSession session, CommandSpec command, in RespRequest request)
    {
        switch (command.Id)
        {
            case CommandId.Multi:
                Begin(session);
                return true;
            case CommandId.Exec:
                Execute(session, command);
                return true;
            case CommandId.Discard:
                Discard(session);
                return true;
            case CommandId.Watch:
                Watch(session, command, request);
                return true;
            case CommandId.Unwatch when session.Transaction is not { IsOpen: true }:
                End(session);
                Acknowledge(session);
                return true;
            case CommandId.Quit:
            case CommandId.Reset:
                return false;
            default:
                if (session.Transaction is not { IsOpen: true } transaction)
                    return false;
                Queue(session, transaction, command, request);
                return true;
        }
    }

    /// <summary>A request of an open transaction was refused, so EXEC will be.</summary>
    public static void Abort(ClientSession session)
    {
        if (session.Transaction is { IsOpen: true } transaction)
            transaction.IsAborted = true;
    }

    /// <summary>Ends what the client began, without running it: DISCARD, RESET, its connection's end.</summary>
    public static void End(ClientSession session)
    {
        if (session.Transaction is not { } transaction)
            return;
        if (transaction.Connection is { IsBroken: false } own)
        {
            var request = session.Loop.Pool.Rent();
            request.Command = CommandTable.Default.Find("unwatch"u8);
            request.Deadline = session.Loop.Now + session.Loop.RequestTicks;
            request.Wire.Append(RespLiterals.UnwatchRequest);
            session.Loop.Dispatcher.SendOn(own, request);
            own.Node.ReturnOwn(own);
        }

        transaction.Clear();
    }

    /// <summary>The dispatcher opened the connection on which the client's keys are watched.</summary>
    public static void OnWatching(ClientSession session, Upstream own) => session.Transaction!.Connection = own;

    /// <summary>WATCH was answered; what is not watched must not look so.</summary>
    public static void OnWatched(ClientSession session, ReadOnlySpan<byte> reply)
    {
        if (reply[0] == (byte)RespPrefix.SimpleError && session.Transaction is { } transaction)
            transaction.LostWatch = "a key could not be watched";
    }

    private static void Begin(ClientSession session)
    {
        session.Transaction ??= new ClientTransaction();
        if (session.Transaction.IsOpen)
        {
            session.Refuse(RedisErrors.NestedMulti);
            return;
        }

        session.Transaction.Open();
        Acknowledge(session);
    }

    private static void Discard(ClientSession session)
    {
        if (session.Transaction is not { IsOpen: true })
        {
            session.Refuse(RedisErrors.DiscardWithoutMulti);
            return;
        }

        End(session);
        Acknowledge(session);
    }

    private static void Watch(ClientSession session, CommandSpec command, in RespRequest request)
    {
        var transaction = session.Transaction ??= new ClientTransaction();
        if (transaction.IsOpen)
        {
            session.Refuse(RedisErrors.WatchInsideMulti);
            return;
        }

        var slot = transaction.Slot;
        foreach (var index in command.Keys.In(request))
        {
            slot = slot < 0 ? HashSlot.Of(request[index]) : slot;
            if (HashSlot.Of(request[index]) == slot)
                continue;
            session.Refuse(RedisErrors.CrossSlot);
            return;
        }

        transaction.Slot = slot;
        // To the primary, as a write.
        var pending = session.EnqueueEmpty(command, isWrite: true);
        RequestWire.Copy(request, pending.Wire);
        pending.Slot = slot;
        pending.Connection = transaction.Connection;
        pending.NeedsOwnConnection = true;
        session.HoldNext();
        session.Loop.Dispatcher.Dispatch(pending);
    }

    private static void Queue(ClientSession session, ClientTransaction transaction, CommandSpec command, in RespRequest request)
    {
        if (Refusal(session, transaction, command, request) is { IsEmpty: false } refusal)
        {
            transaction.IsAborted = true;
            session.Refuse(refusal);
            return;
        }

        if (command.Route == CommandRoute.Local && command.Id != CommandId.Unwatch)
            QueueLocal(session, transaction, command, request);
        else
            transaction.Queue(command, request);
        if (TrackingCommands.Remembers(session, command))
        {
            foreach (var index in command.Keys.In(request))
                transaction.CachedReads.Add(request[index].ToArray());
        }

        session.ReplyAtOnce().WriteRaw(RespLiterals.Queued);
        session.CompleteAtOnce();
    }

    private static ReadOnlySpan<byte> Refusal(
        ClientSession session, ClientTransaction transaction, CommandSpec command, in RespRequest request)
    {
        if ((command.Flags & CommandFlags.NoMulti) != 0)
            return RedisErrors.NotInsideMulti;
        if (transaction.Bytes > session.Loop.Options.QueryBufferBytes)
            return ErrorTexts.TransactionTooLarge;
        if (command.Route is CommandRoute.AllNodes or CommandRoute.Scan)
            return ErrorTexts.SpansNodesInTransaction;
        foreach (var index in command.Keys.In(request))
        {
            if (!transaction.TryJoin(HashSlot.Of(request[index])))
                return RedisErrors.CrossSlot;
        }

        return default;
    }

    private static void QueueLocal(ClientSession session, ClientTransaction transaction, CommandSpec command, in RespRequest request)
    {
        var wire = new RetainedBuffer();
        RequestWire.Copy(request, wire);
        transaction.QueueLocal(writer =>
        {
            new RespRequestParser(RespLimits.Default).TryParse(wire.Span, out _, out var again);
            LocalCommands.Execute(session, command, again, writer);
        });
    }

    private static void Execute(ClientSession session, CommandSpec command)
    {
        if (session.Transaction is not { IsOpen: true } transaction)
        {
            session.Refuse(RedisErrors.ExecWithoutMulti);
            return;
        }

        if (transaction.IsAborted)
        {
            End(session);
            session.Refuse(RedisErrors.ExecAborted);
        }
        else if (WhyNotWatched(session, transaction) is { } reason)
        {
            End(session);
            session.Refuse(System.Text.Encoding.UTF8.GetBytes($"EXECABORT Transaction discarded because of: {reason}"));
        }
        else if (transaction.SentCount == 0 && !transaction.IsWatching)
        {
            ExecuteHere(session, transaction);
        }
        else
        {
            Send(session, transaction, command);
        }
    }

    private static void ExecuteHere(ClientSession session, ClientTransaction transaction)
    {
        var reply = session.ReplyAtOnce();
        reply.WriteArrayHeader(transaction.Locals.Count);
        foreach (var part in transaction.Locals)
            part.Write(reply);
        session.CompleteAtOnce();
        End(session);
    }

    private static void Send(ClientSession session, ClientTransaction transaction, CommandSpec command)
    {
        var pending = session.EnqueueEmpty(command, isWrite: true);
        transaction.WriteTo(pending.Wire);
        pending.Slot = Math.Max(0, transaction.Slot);
        // MULTI and EXEC are answered, too.
        pending.Burst = new Burst(transaction.SentCount + 2, transaction.Locals);
        pending.Connection = transaction.Connection;
        if (transaction.Connection is { } own)
            session.HoldNext();
        var reads = transaction.CachedReads;
        transaction.Clear();
        foreach (var key in reads)
            session.PushInvalidation(key);
        session.Loop.Dispatcher.Dispatch(pending);
        // EXEC has ended the watch by the time anybody else's request is read from this connection.
        pending.Connection?.Node.ReturnOwn(pending.Connection);
    }

    /// <summary>Why what was watched may have changed unnoticed; null if it cannot have.</summary>
    private static string? WhyNotWatched(ClientSession session, ClientTransaction transaction)
    {
        if (transaction.LostWatch is { } reason)
            return reason;
        if (transaction.Connection is not { } own)
            return null;
        if (own.IsBroken)
            return $"node '{own.Node.Name}' ({own.Node.Address}), which watched its keys, was lost";
        return NodeChoice.PrimaryOf(session.Loop, transaction.Slot) == own.Node
            ? null
            : $"its slot has moved from node '{own.Node.Name}', which watched its keys";
    }

    private static void Acknowledge(ClientSession session)
    {
        session.ReplyAtOnce().WriteOk();
        session.CompleteAtOnce();
    }
}
