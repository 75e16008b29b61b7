using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Topology;

namespace K8sCache.Node.Transactions;

/// <summary>What a client sent between MULTI and EXEC.</summary>
internal sealed class Transaction
{
    private const int NoSlot = -1;

    private readonly List<QueuedCommand> _queue = [];
    private int _slot = NoSlot;

    public IReadOnlyList<QueuedCommand> Queue => _queue;

    /// <summary>Whether a command was refused while it was queued: EXEC runs none of them.</summary>
    public bool IsAborted { get; private set; }

    /// <summary>Whether any of them writes, or may.</summary>
    public bool Writes { get; private set; }

    public long QueuedBytes { get; private set; }

    public void Abort() => IsAborted = true;

    public void Add(CommandSpec command, in RespRequest request)
    {
        var queued = new QueuedCommand(command, new StoredRequest(request));
        Writes |= command.IsWrite;
        QueuedBytes += queued.Request.HeapBytes;
        // What will not run need not be kept, only counted.
        if (!IsAborted)
            _queue.Add(queued);
    }

    /// <summary>Whether the command's keys are in the slot of the transaction's other keys.</summary>
    public bool SharesSlot(CommandSpec command, in RespRequest request)
    {
        foreach (var index in command.Keys.In(request))
        {
            var slot = HashSlot.Of(request[index]);
            if (_slot == NoSlot)
                _slot = slot;
            if (slot != _slot)
                return false;
        }

        return true;
    }
}
