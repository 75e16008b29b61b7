using K8sCache.Resp;
using K8sCache.Topology.Scheduling;
using K8sCache.Transport;

namespace K8sCache.Router.Routing;

/// <summary>
/// What comes with time and with nobody's call: deadlines, silence, probes. Looked at every few milliseconds while
/// anybody owes anything, and at rest only when the next probe is due.
/// </summary>
internal sealed partial class RouterLoop
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>The longest rest, about: settings may change meanwhile.</summary>
    private static readonly TimeSpan RestMax = TimeSpan.FromSeconds(1);

    private LoopTimer? _sweep;
    private bool _sweepsSoon;
    private bool _awaitsProbes;
    private double _alertedAt = double.NegativeInfinity;
    private double _idleClosedAt;

    /// <summary>Times it was looked. For tests.</summary>
    public long Sweeps { get; private set; }

    public void Start() => SweepSoon();

    /// <summary>Somebody owes something from now on, so time matters.</summary>
    public void SweepSoon()
    {
        if (_sweepsSoon)
            return;
        _sweepsSoon = true;
        SweepAfter(SweepInterval);
    }

    /// <summary>Some client waits for the end of CLIENT PAUSE.</summary>
    public bool HasPaused { get; private set; }

    public void AwaitEndOfPause()
    {
        HasPaused = true;
        SweepSoon();
    }

    private void SweepAfter(TimeSpan pause)
    {
        _sweep?.Cancel();
        _sweep = Events.Schedule(pause, static state => ((RouterLoop)state!).Sweep(), this);
    }

    private void Sweep()
    {
        RefreshNow();
        Sweeps++;
        _sweepsSoon = false;
        SweepAfter(RestMax); // Before anything else: what fails below must not be the last look.
        foreach (var node in _nodes)
            node.Sweep();
        foreach (var node in _removed)
            node.Sweep();

        Tracking.Sweep();
        CloseIdle();
        EndPause();
        if (_removed.Count > 0)
            _removed.RemoveAll(static node => node.Upstreams.All(upstream => upstream.InFlight == 0));
        Dispatcher.RetryWaiting();
        if (HasPaused || _removed.Count > 0 || Array.Exists(_nodes, static node => node.Owes))
            SweepSoon();
        AskSilent();
        if (!_sweepsSoon)
            SweepAfter(_awaitsProbes ? Options.SuspectTimeout + SweepInterval : Rest());
    }

    /// <summary>Some node has answered all it owes here: where that were probes alone, there is nothing to look at until the next.</summary>
    public void OnCaughtUp()
    {
        if (!_awaitsProbes || _sweepsSoon)
            return;
        _awaitsProbes = Array.Exists(_nodes, static node => node.Owes);
        if (!_awaitsProbes)
            SweepAfter(Rest());
    }

    /// <summary>A node hangs: loops that rest, and asked nothing of it, ask now.</summary>
    public void Alert()
    {
        foreach (var loop in Context.Loops)
            loop.Events.Post(static state => ((RouterLoop)state!).OnAlert(), loop);
    }

    private void OnAlert()
    {
        RefreshNow();
        _alertedAt = NowSeconds;
        SweepSoon();
    }

    /// <summary>Asks nodes that are silent for too long for a sign of life.</summary>
    private void AskSilent()
    {
        _awaitsProbes = false;
        var sinceSent = NowSeconds - LastSent();
        foreach (var node in _nodes)
        {
            if (node.Reads(RespVersion.Resp2) is not { IsUp: true, InFlight: 0 } || NowSeconds < ProbeDueAt(node, sinceSent))
                continue;
            node.ProbedAt = NowSeconds;
            node.Count(Extra.Probe);
            Dispatcher.Probe(node);
            _awaitsProbes = true;
        }
    }

    /// <summary>Until the next probe is due, and a little more, so that all that fall due together are sent together.</summary>
    private TimeSpan Rest()
    {
        var sinceSent = NowSeconds - LastSent();
        var rest = RestMax.TotalSeconds;
        foreach (var node in _nodes)
        {
            if (node.Reads(RespVersion.Resp2) is { IsUp: true, InFlight: 0 })
                rest = Math.Min(rest, ProbeDueAt(node, sinceSent) - NowSeconds);
        }

        return TimeSpan.FromSeconds(Math.Max(0, rest)) + SweepInterval;
    }

    /// <summary>While a loop rests, the first loop asks for it: nodes are not to be asked by each of many loops that need nothing.</summary>
    private double ProbeDueAt(NodeLink node, double sinceSent)
    {
        var rule = ProbeRule.Default;
        return rule.Rests(sinceSent) && Events.Index != 0
            ? double.PositiveInfinity
            : Math.Max(rule.DueAt(node.Signals, Signals, sinceSent), node.ProbedAt + rule.Interval(sinceSent));
    }

    /// <summary>When anything was last sent to any node, or a node began to hang: until a second later nodes are looked at closely.</summary>
    private double LastSent()
    {
        var last = _alertedAt;
        foreach (var node in _nodes)
            last = Math.Max(last, node.Signals.LastSent);
        return last;
    }

    private void EndPause()
    {
        if (!HasPaused || !Context.Pause.IsOver(Now))
            return;
        HasPaused = false;
        foreach (var session in _sessions.ToList())
            session.EndPause();
    }

    private void CloseIdle()
    {
        var seconds = Context.Settings.IdleSeconds;
        if (seconds == 0 || NowSeconds - _idleClosedAt < 1)
            return;
        _idleClosedAt = NowSeconds;
        foreach (var session in _sessions)
            session.CloseIfIdle(seconds);
    }
}
