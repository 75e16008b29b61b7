using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Router.Routing;

namespace K8sCache.Router.Sessions;

/// <summary>
/// What a client has between MULTI and EXEC, and what it watches. Its commands wait here until EXEC sends them as one;
/// all keys share a slot. Watched keys are watched on a connection of the client's own, to the slot's primary.
/// </summary>
internal sealed class ClientTransaction
{
    private readonly RetainedBuffer _commands = new();
    private List<LocalPart> _locals = [];
    private int _count;

    /// <summary>Between MULTI and EXEC.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>A command was refused, so EXEC will be.</summary>
    public bool IsAborted { get; set; }

    /// <summary>The slot of its keys and of those watched; -1 before the first.</summary>
    public int Slot { get; set; } = -1;

    /// <summary>Where keys are watched; null while none are.</summary>
    public Upstream? Connection { get; set; }

    public bool IsWatching => Connection is not null;

    /// <summary>Why what was watched may have changed unnoticed; null if it cannot have, as far as is known.</summary>
    public string? LostWatch { get; set; }

    /// <summary>Commands queued.</summary>
    public int Count => _count;

    /// <summary>Of its commands.</summary>
    public int Bytes => _commands.Length;

    /// <summary>Commands for the node.</summary>
    public int SentCount => _count - _locals.Count;

    public IReadOnlyList<LocalPart> Locals => _locals;

    public void Open()
    {
        IsOpen = true;
        IsAborted = false;
    }

    /// <summary>Whether a key may be part of it, which decides its slot if it is the first.</summary>
    public bool TryJoin(int slot)
    {
        if (Slot < 0)
            Slot = slot;
        return Slot == slot;
    }

    /// <summary>Whether any of its commands writes.</summary>
    public bool Writes { get; private set; }

    public void Queue(CommandSpec command, in RespRequest request)
    {
        RequestWire.Copy(request, _commands);
        Writes |= command.IsWrite;
        _count++;
    }

    public void QueueLocal(Action<RespWriter> write) => _locals.Add(new LocalPart(_count++, write));

    /// <summary>MULTI, the commands, EXEC.</summary>
    public void WriteTo(RetainedBuffer wire)
    {
        wire.Append(RespLiterals.MultiRequest);
        wire.Append(_commands.Span);
        wire.Append(RespLiterals.ExecRequest);
    }

    /// <summary>Keys it reads that its client may cache; it will be told at once to drop them, for nobody remembers reads of a transaction.</summary>
    public List<byte[]> CachedReads { get; private set; } = [];

    /// <summary>Forgets everything, as after EXEC.</summary>
    public void Clear()
    {
        _commands.Clear();
        _locals = [];
        CachedReads = [];
        _count = 0;
        IsOpen = IsAborted = Writes = false;
        Slot = -1;
        Connection = null;
        LostWatch = null;
    }
}
