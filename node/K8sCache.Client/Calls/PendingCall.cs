using K8sCache.Client.Connections;
using K8sCache.Client.Routing;
using K8sCache.Resp;

namespace K8sCache.Client.Calls;

/// <summary>
/// One call on its way, through all its attempts. Whoever comes first ends it (a reply, an error, the deadline, its
/// caller's cancellation); what comes later goes nowhere.
/// </summary>
internal abstract class PendingCall
{
    private CallRouter? _router;
    private CancellationTokenRegistration _cancellation;
    private int _isDone;

    protected PendingCall(Verb verb, int slot)
    {
        Verb = verb;
        Slot = slot;
    }

    public Verb Verb { get; }

    public bool IsWrite => Verb.IsWrite;

    /// <summary>-1 when any node may answer.</summary>
    public int Slot { get; }

    /// <summary>Where it has to go whatever the scheduler says: told by MOVED, or pinned.</summary>
    public NodeLink? Target { get; set; }

    /// <summary>May go nowhere but to <see cref="Target"/>.</summary>
    public bool IsPinned { get; init; }

    /// <summary>Where it is now; null between attempts. Changed under the router's lock.</summary>
    public NodeLink? Node { get; set; }

    /// <summary>Where it failed last, to go elsewhere now.</summary>
    public NodeLink? Avoid { get; set; }

    /// <summary>Timestamps of the client's clock.</summary>
    public long StartedAt { get; private set; }

    public long SentAt { get; set; }

    public long Deadline { get; set; }

    /// <summary>Until when it may wait for somebody to serve it; 0 before it first waited.</summary>
    public long WaitsUntil { get; set; }

    /// <summary>Its number among all requests of its connection.</summary>
    public long Sequence { get; set; }

    public int Breaks { get; set; }

    public int Redirects { get; set; }

    public bool IsDone => Volatile.Read(ref _isDone) != 0;

    /// <summary>To be called before anything else may end it.</summary>
    public void Begin(CallRouter router, long now, long deadline, CancellationToken cancellationToken)
    {
        _router = router;
        StartedAt = now;
        Deadline = deadline;
        if (cancellationToken.CanBeCanceled)
            _cancellation = cancellationToken.UnsafeRegister(static (state, token) => ((PendingCall)state!).Cancel(token), this);
    }

    /// <summary>Writes the request; again for every attempt.</summary>
    public abstract void Write(RespWriter request);

    /// <summary>Gives it its reply, which is no error; false if it had ended before.</summary>
    public bool TryComplete(ReadOnlySpan<byte> reply)
    {
        if (!TryEnd())
            return false;
        SetReply(reply);
        return true;
    }

    public bool TryFail(Exception error)
    {
        if (!TryEnd())
            return false;
        SetError(error);
        return true;
    }

    protected abstract void SetReply(ReadOnlySpan<byte> reply);

    protected abstract void SetError(Exception error);

    private bool TryEnd()
    {
        if (Interlocked.Exchange(ref _isDone, 1) != 0)
            return false;
        _cancellation.Unregister();
        return true;
    }

    private void Cancel(CancellationToken token)
    {
        if (TryFail(new OperationCanceledException(token)))
            _router!.OnCancelled(this);
    }
}
