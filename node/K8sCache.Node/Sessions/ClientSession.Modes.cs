using K8sCache.Commands;
using K8sCache.Node.Transactions;
using K8sCache.Resp;
using K8sCache.Serving.Clients;
using K8sCache.Serving.Sessions;
using K8sCache.Storage;

namespace K8sCache.Node.Sessions;

/// <summary>Commands between MULTI and EXEC, replies that are not wanted, and what else is not as on most connections.</summary>
internal sealed partial class ClientSession
{
    private Watch? _watch;

    /// <summary>Null but between MULTI and EXEC.</summary>
    public Transaction? Transaction { get; private set; }

    /// <summary>Whether a watched key was written, or is gone, since it was watched. Certain only while alone.</summary>
    public bool IsAnyWatchedKeyTouched
    {
        get
        {
            if (_watch is null)
                return false;
            if (_watch.IsTouched)
                return true;
            foreach (var (key, existed) in _watch.Keys)
            {
                if (existed && !IsThere(key))
                    return true;
            }

            return false;
        }
    }

    private bool IsSilent => (_modes & (SessionModes.ReplyOff | SessionModes.Skipping)) != 0;

    /// <summary>Whether the connection is in a mode (all of them, where several are given).</summary>
    public bool Is(SessionModes mode) => (_modes & mode) == mode;

    public void SetMode(SessionModes mode, bool isOn)
    {
        _modes = isOn ? _modes | mode : _modes & ~mode;
        ChooseOutput();
    }

    public override RespWriter WantReplies(RespWriter reply)
    {
        SetMode(SessionModes.ReplyOff | SessionModes.Skipping, false);
        return Reply;
    }

    public override void LeaveOutReplies(bool ofNextOnly)
    {
        if (!ofNextOnly)
            SetMode(SessionModes.ReplyOff, true);
        else if (!Is(SessionModes.ReplyOff))
            SetMode(SessionModes.SkipNext, true);
    }

    /// <summary>CLIENT PAUSE begins or ends; on the connection's loop.</summary>
    public void SetPaused(bool isPaused)
    {
        SetMode(SessionModes.Paused, isPaused);
        if (!isPaused)
            Resume(Halts.Paused);
    }

    public void BeginTransaction()
    {
        Transaction = new Transaction();
        SetMode(SessionModes.Queueing, true);
    }

    public void DiscardTransaction()
    {
        Transaction = null;
        SetMode(SessionModes.Queueing, false);
        Unwatch();
    }

    /// <summary>Runs what was queued; the caller sees to it that no other loop runs anything meanwhile.</summary>
    public void RunTransaction(Transaction transaction)
    {
        DiscardTransaction();
        foreach (var (command, request) in transaction.Queue)
        {
            // The topology may have changed since it was queued.
            if (!SlotGate.Admits(this, command, request.Request))
            {
                Rejected(command);
                return;
            }
        }

        var isHeld = transaction.Writes && View is { HasCopies: true };
        var start = isHeld ? BeginHeld() : 0;
        Reply.WriteArrayHeader(transaction.Queue.Count);
        var clock = Loop.Clock;
        var (began, exec) = (clock.Start, Identity.LastCommand);
        foreach (var (command, request) in transaction.Queue)
        {
            Loop.Counters.Called(command.Id);
            RememberKeys(command, request.Request);
            Identity.LastCommand = command;
            clock.Restart();
            Call(command, request.Request);
            NoteIfSlow(command, request.Request, clock.Stop(command.Id));
        }

        clock.Start = began;
        Identity.LastCommand = exec;

        if (isHeld)
            EndHeld(start);
    }

    public void Watch(ReadOnlySpan<byte> key)
    {
        _watch ??= new Watch();
        var kept = key.ToArray();
        if (_watch.Keys.ContainsKey(kept))
            return;
        // Watched first, looked at then: a write in between is seen one way or the other.
        Node.Changes.Watch(kept, _watch);
        _watch.Add(kept, IsThere(kept));
    }

    private bool IsThere(byte[] key) => Engine.KindOf(key) is not (EntryKind.None or EntryKind.Tombstone);

    public void Unwatch()
    {
        if (_watch is null)
            return;
        Node.Changes.Unwatch(_watch);
        _watch = null;
    }

    private void ExecuteInMode(CommandSpec command, in RespRequest request)
    {
        if (Is(SessionModes.Paused) && WaitsWhilePaused(command))
        {
            Halt(Halts.Paused);
            return;
        }

        BeginSkipping();
        if (Is(SessionModes.Unauthenticated) && (command.Flags & CommandFlags.NoAuth) == 0)
            Refuse(command, command.Id == CommandId.Exec ? CommandErrors.ExecUnauthenticated : RedisErrors.AuthenticationRequired);
        else if (Transaction is { } transaction && !RunsInsideMulti(command.Id))
            Queue(transaction, command, request);
        else if (SlotGate.Admits(this, command, request))
        {
            RememberKeys(command, request);
            ExecuteAdmitted(command, request);
        }
        else
        {
            Rejected(command);
        }

        EndCaching(command);
        EndSkipping();
    }

    private bool WaitsWhilePaused(CommandSpec command) =>
        (command.Flags & CommandFlags.Internal) == 0
        && Node.Pause.IsFor(command, execWrites: Transaction is { Writes: true });

    private static bool RunsInsideMulti(CommandId command) => command is CommandId.Exec or CommandId.Discard
        or CommandId.Multi or CommandId.Watch or CommandId.Quit or CommandId.Reset;

    private void Queue(Transaction transaction, CommandSpec command, in RespRequest request)
    {
        if ((command.Flags & CommandFlags.NoMulti) != 0)
        {
            Refuse(command, RedisErrors.NotInsideMulti);
        }
        else if (!SlotGate.Admits(this, command, request))
        {
            Rejected(command);
        }
        else if (View is not null && !transaction.SharesSlot(command, request))
        {
            Refuse(command, RedisErrors.CrossSlot);
        }
        else
        {
            transaction.Add(command, request);
            if (transaction.QueuedBytes > Loop.Loop.InputLimitBytes)
                CloseAtOnce(ClosingReason.QueryBuffer);
            Reply.WriteRaw(RespLiterals.Queued);
        }
    }

    private void Refuse(CommandSpec command, ReadOnlySpan<byte> error)
    {
        Rejected(command);
        Reply.WriteError(error);
    }

    /// <summary>CLIENT REPLY SKIP said that this command's reply is left out.</summary>
    private void BeginSkipping()
    {
        if (!Is(SessionModes.SkipNext))
            return;
        SetMode(SessionModes.SkipNext, false);
        SetMode(SessionModes.Skipping, true);
    }

    private void EndSkipping()
    {
        if (Is(SessionModes.Skipping))
            SetMode(SessionModes.Skipping, false);
    }

    private void ChooseOutput() => _output = IsSilent ? _discarded ??= new DiscardedOutput(this)
        : _executingHeld || !_hold.IsEmpty ? _hold
        : Connection.Output;
}
