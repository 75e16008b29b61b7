using K8sCache.Commands;
using K8sCache.Node.Commands;
using K8sCache.Node.Replication;
using K8sCache.Node.Topologies;
using K8sCache.Resp;
using K8sCache.Serving.Clients;
using K8sCache.Storage;

namespace K8sCache.Node.Sessions;

/// <summary>How one command is run.</summary>
internal sealed partial class ClientSession
{
    private SessionModes _modes;
    private DiscardedOutput? _discarded;

    private PendingWrite? _lastWrite;

    /// <summary>Whether the last command's handler runs: errors written meanwhile are its own.</summary>
    private bool _isRunning;

    /// <summary>Other copies that have, or are waited for to have, this connection's last write.</summary>
    public override int CopiesOfLastWrite => _lastWrite?.Copies ?? 0;

    /// <summary>Counts a look-up as hit or miss, as INFO's keyspace counts do.</summary>
    public void CountRead(EngineStatus status)
    {
        if (status == EngineStatus.Missing)
            Loop.Counters.Missed();
        else
            Loop.Counters.Hit();
    }

    /// <summary>To be called for each key a command wrote: who watches it is told, the other copies of its slot brought up to date.</summary>
    public void Wrote(ReadOnlySpan<byte> key)
    {
        if (Node.Changes.IsObserved)
            Node.Changes.Wrote(Loop, key, Tracking);
        if (View is { HasCopies: true } view)
            Loop.Replicator.Replicate(view, key, ref _pending, this);
    }

    /// <summary>To be called after the primary's slots were flushed up to a clock.</summary>
    public void Flushed(NodeView view, ulong upToClock) =>
        Loop.Replicator.ReplicateFlush(view, upToClock, ref _pending, this);

    /// <summary>An error was written to the client, by whatever part.</summary>
    public void OnErrorReply(ReadOnlySpan<byte> text)
    {
        Loop.Errors.Count(text);
        Loop.Counters.ErrorReplied();
        if (_isRunning && Identity.LastCommand is { } command)
            Loop.Stats.Failed(command.Id);
    }

    private void Execute(in RespRequest request)
    {
        Identity.Touch(Loop.Loop.Timestamp);
        var lookup = CommandTable.Default.Resolve(request, out var command);
        if (lookup != CommandLookup.Found || command is null)
        {
            RefuseUnresolved(lookup, request, command);
            return;
        }

        Loop.Counters.Entered();
        Identity.LastCommand = command;
        _batch.Enter();
        if (_modes != SessionModes.None)
            ExecuteInMode(command, request);
        else
            ExecuteOne(command, request);
    }

    private void ExecuteOne(CommandSpec command, in RespRequest request)
    {
        if (SlotGate.Admits(this, command, request))
            ExecuteAdmitted(command, request);
        else
            Rejected(command);
    }

    /// <summary>A command was answered with an error and not run.</summary>
    private void Rejected(CommandSpec command)
    {
        Loop.Counters.Failed();
        Loop.Stats.Rejected(command.Id);
        Transaction?.Abort();
    }

    private void ExecuteAdmitted(CommandSpec command, in RespRequest request)
    {
        Loop.Counters.Called(command.Id);
        var clock = Loop.Clock;
        if (clock.IsTimed(command, request))
        {
            clock.Settle();
            ExecuteTimed(command, request);
            return;
        }

        clock.Count(command.Id);
        Run(command, request);
    }

    private void ExecuteTimed(CommandSpec command, in RespRequest request)
    {
        if ((command.Flags & CommandFlags.Isolated) != 0)
            ExecuteAlone(command, request);
        else
            Run(command, request);
        if ((command.Flags & CommandFlags.SkipSlowlog) == 0)
            NoteIfSlow(command, request, Loop.Clock.Stop(command.Id));
        else
            Loop.Clock.Stop(command.Id);
    }

    /// <summary>Runs a command while no other loop runs any; waiting for that is not its time.</summary>
    private void ExecuteAlone(CommandSpec command, in RespRequest request)
    {
        Node.Isolation.EnterAlone(Connection.Loop.Index);
        try
        {
            Loop.Clock.Restart();
            Run(command, request);
        }
        finally
        {
            Node.Isolation.ExitAlone();
        }
    }

    private void NoteIfSlow(CommandSpec command, in RespRequest request, long nanoseconds)
    {
        var microseconds = nanoseconds / 1000;
        var settings = Node.Settings;
        var at = Node.Time.GetUtcNow().ToUnixTimeSeconds();
        if (settings.SlowLogMicroseconds >= 0 && microseconds >= settings.SlowLogMicroseconds && settings.SlowLogMaxLength > 0)
        {
            Node.SlowLog.Add(
                command, request, at, microseconds, Connection.RemoteEndPoint?.ToString() ?? "", Name, settings.SlowLogMaxLength);
        }

        var threshold = settings.LatencyThresholdMilliseconds;
        if (threshold > 0 && microseconds / 1000 >= threshold)
            Node.Latency.Add((command.Flags & CommandFlags.Fast) != 0 ? "fast-command" : "command", at, microseconds / 1000);
    }

    private void Run(CommandSpec command, in RespRequest request)
    {
        if (command.IsWrite && View is { HasCopies: true })
        {
            var start = BeginHeld();
            Call(command, request);
            EndHeld(start);
        }
        else
        {
            Call(command, request);
        }
    }

    private void Call(CommandSpec command, in RespRequest request)
    {
        _isRunning = true;
        CommandHandlers.Find(command.Id)!(this, request);
        _isRunning = false;
    }

    /// <summary>Keeps the reply of what runs next back, until it is known whether it has to wait. Returns where it begins.</summary>
    private long BeginHeld()
    {
        _executingHeld = true;
        ChooseOutput();
        return _hold.Position;
    }

    private void EndHeld(long start)
    {
        _executingHeld = false;
        if (_pending is { } pending)
        {
            _pending = null;
            pending.ReplyStart = start;
            pending.ReplyEnd = _hold.Position;
            pending.IsSilent = IsSilent;
            _lastWrite = pending;
            _hold.Wait(pending);
            Loop.Counters.WaitingChanged(1);
        }

        OnSettled();
    }

    private void RefuseUnresolved(CommandLookup lookup, in RespRequest request, CommandSpec? command)
    {
        if (command is null && Node.Guard.Catches(request, Connection.RemoteEndPoint))
        {
            CloseAtOnce(ClosingReason.CrossProtocol);
            return;
        }

        BeginSkipping();
        if (command is null || lookup == CommandLookup.UnknownSubcommand)
            Loop.Counters.Failed();
        else
            Rejected(command);
        Transaction?.Abort();
        if (command?.Id == CommandId.Exec)
        {
            DiscardTransaction();
            Reply.WriteError(CommandErrors.ExecWithWrongArity);
        }
        else
        {
            CommandErrors.Write(Reply, lookup, request, command);
        }

        EndSkipping();
    }
}
