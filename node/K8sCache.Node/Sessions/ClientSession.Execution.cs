using K8sCache.Node.Commands;
using K8sCache.Node.Topologies;
using K8sCache.Resp;
using K8sCache.Resp.Commands;
using K8sCache.Storage;

namespace K8sCache.Node.Sessions;

/// <summary>How one command is run.</summary>
internal sealed partial class ClientSession
{
    private SessionModes _modes;
    private DiscardedOutput? _discarded;

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

    public void OnErrorReply(ReadOnlySpan<byte> text)
    {
    }

    private void Execute(in RespRequest request)
    {
        Identity.Touch(Loop.Loop.Timestamp);
        var lookup = CommandTable.Default.Resolve(request, out var command);
        if (lookup != CommandLookup.Found)
        {
            RefuseUnresolved(lookup, request, command);
            return;
        }

        Loop.Counters.Called(command!.Id);
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
            Loop.Counters.Failed();
    }

    private void ExecuteAdmitted(CommandSpec command, in RespRequest request)
    {
        if ((command.Flags & CommandFlags.Isolated) != 0)
            ExecuteAlone(command, request);
        else
            Run(command, request);
    }

    /// <summary>Runs a command while no other loop runs any.</summary>
    private void ExecuteAlone(CommandSpec command, in RespRequest request)
    {
        Node.Isolation.EnterAlone(_connection.Loop.Index);
        try
        {
            Run(command, request);
        }
        finally
        {
            Node.Isolation.ExitAlone();
        }
    }

    private void Run(CommandSpec command, in RespRequest request)
    {
        if (command.IsWrite && View is { HasCopies: true })
        {
            var start = BeginHeld();
            CommandHandlers.Find(command.Id)!(this, request);
            EndHeld(start);
        }
        else
        {
            CommandHandlers.Find(command.Id)!(this, request);
        }
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
            _hold.Wait(pending);
            Loop.Counters.WaitingChanged(1);
        }

        OnSettled();
    }

    private void RefuseUnresolved(CommandLookup lookup, in RespRequest request, CommandSpec? command)
    {
        BeginSkipping();
        Loop.Counters.Failed();
        Transaction?.Abort();
        CommandErrors.Write(Reply, lookup, request, command);
        EndSkipping();
    }
}
