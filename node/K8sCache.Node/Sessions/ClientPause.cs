using K8sCache.Node.Serving;

namespace K8sCache.Node.Sessions;

/// <summary>CLIENT PAUSE: until when no client's command is run, or none that writes. What comes meanwhile waits unparsed.</summary>
internal sealed class ClientPause(NodeContext node)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _until;
    private bool _isAll;

    /// <summary>Whether commands that only read wait, too.</summary>
    public bool IsAll => Volatile.Read(ref _isAll);

    public bool IsOn
    {
        get
        {
            lock (_gate)
                return node.Time.GetUtcNow() < _until;
        }
    }

    /// <summary>A pause that is on is only ever made longer and stricter.</summary>
    public void Begin(TimeSpan duration, bool isAll)
    {
        lock (_gate)
        {
            var isOn = node.Time.GetUtcNow() < _until;
            var until = node.Time.GetUtcNow() + duration;
            _until = isOn && _until > until ? _until : until;
            Volatile.Write(ref _isAll, isAll || (isOn && _isAll));
        }

        foreach (var loop in node.Loops)
            loop.Loop.Post(_ => Apply(loop, duration), null);
    }

    public void End()
    {
        lock (_gate)
            _until = default;
        foreach (var loop in node.Loops)
            loop.Loop.Post(_ => Release(loop), null);
    }

    private void Apply(LoopState loop, TimeSpan duration)
    {
        SetPaused(loop, true);
        loop.Loop.Schedule(duration, _ => Release(loop), null);
    }

    private void Release(LoopState loop)
    {
        // It may have been made longer: then another timer is on its way, or this one was early by a tick.
        DateTimeOffset until;
        lock (_gate)
            until = _until;
        var left = until - node.Time.GetUtcNow();
        if (left > TimeSpan.Zero)
            loop.Loop.Schedule(left, _ => Release(loop), null);
        else
            SetPaused(loop, false);
    }

    private void SetPaused(LoopState loop, bool isPaused)
    {
        foreach (var session in node.Clients.Sessions)
        {
            if (session.Loop == loop && !session.IsPeer)
                session.SetPaused(isPaused);
        }
    }
}
