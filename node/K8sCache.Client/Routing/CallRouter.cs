using System.Diagnostics.CodeAnalysis;
using K8sCache.Client.Calls;
using K8sCache.Client.Connections;
using K8sCache.Resp;
using K8sCache.Topology;
using K8sCache.Topology.Scheduling;

namespace K8sCache.Client.Routing;

/// <summary>
/// Sends calls to nodes and decides what follows from each outcome: hand over the reply, follow a redirection, try the
/// next copy, wait for a topology that helps, or fail with an error that names the node. Every path is bounded, by
/// counts and by the call's deadline. A write that may have reached a node is never sent twice.
/// </summary>
/// <remarks>One lock guards the choice and the signals it is made by; nothing is sent and no call is ended under it.</remarks>
internal sealed partial class CallRouter : IConnectionOwner
{
    private const int MaxRedirects = 4;

    /// <summary>Calls that wait for somebody to serve them; more are refused.</summary>
    private const int MaxWaiting = 100_000;

    private readonly ClientContext _context;
    private readonly NodeChoice _choice;
    private readonly Lock _gate = new();
    private readonly List<NodeLink> _removed = [];
    private List<PendingCall> _waiting = [];
    private RouteTable? _table;

    public CallRouter(ClientContext context, NodeLink[] seeds, int seed)
    {
        _context = context;
        _choice = new NodeChoice(context.Options.Routing, seeds, new Random(seed));
        Seeds = seeds;
    }

    /// <summary>The addresses the client was given.</summary>
    public NodeLink[] Seeds { get; }

    /// <summary>Null before the first topology.</summary>
    public RouteTable? Table => Volatile.Read(ref _table);

    /// <summary>Something showed that the topology may be old; the argument is who may know a newer one.</summary>
    public Action<NodeLink?>? TopologyDoubted { get; set; }

    public int WaitingCount => _waiting.Count;

    public bool IsIdle => _waiting.Count == 0 && AllLinks().All(link => link.InFlight == 0);

    /// <summary>Whether a call has a chance to be served now.</summary>
    public bool CanServe
    {
        get
        {
            lock (_gate)
            {
                return _choice.Table is { } table && _context.Options.Routing != RoutingMode.Router
                    ? Array.Exists(table.Links, static link => link.IsUpAtAll) || Array.Exists(Seeds, static seed => !seed.IsNode && seed.IsUpAtAll)
                    : (_choice.IsPlain || _context.Options.Routing == RoutingMode.Router) && Array.Exists(Seeds, static seed => seed.IsUpAtAll);
            }
        }
    }

    public void Start(PendingCall call, CancellationToken cancellationToken)
    {
        var now = _context.Now;
        call.Begin(this, now, now + _context.RequestTicks, cancellationToken);
        Dispatch(call);
    }

    /// <summary>An address given has no topology: it is used as it is.</summary>
    public void SetPlain(bool isPlain)
    {
        lock (_gate)
            _choice.IsPlain = isPlain;
        RetryWaiting();
    }

    /// <summary>Swaps the topology. Nodes that stay keep connections and signals; those that go finish what they owe.</summary>
    public void Apply(TopologySnapshot snapshot)
    {
        var before = Table?.Links ?? [];
        var links = snapshot.Slots.Nodes
            .Select(node => Array.Find(before, link => link.Name == node.Name && link.Address == node.Address)
                ?? new NodeLink(_context, node.Name, node.Address, NodeAddress.Parse(node.Address)))
            .ToArray();
        // A document that was read has no parameter out of range.
        var table = new RouteTable(snapshot, SchedulerFactory.Create(snapshot.Document.Scheduler, []), links);
        var gone = before.Except(links).ToList();
        lock (_gate)
        {
            for (var index = 0; index < links.Length; index++)
            {
                var zone = snapshot.Slots.Nodes[index].Zone;
                links[index].Signals.IsRemoteZone = zone is not null && _context.Options.Zone is { } own && zone != own;
            }

            _choice.Signals = new ClusterSignals([.. links.Select(link => link.Signals)], _choice.Signals);
            _choice.Table = table;
            _removed.AddRange(gone);
        }

        Volatile.Write(ref _table, table);
        foreach (var link in gone)
            link.CloseWhenIdle();
        foreach (var link in links)
        {
            link.Open();
            link.Wake();
        }

        RetryWaiting();
    }

    public void OnReport(NodeLink node, LoadReport report, long now)
    {
        lock (_gate)
            _choice.Signals.OnReport(node.Signals, _context.Seconds(now), (int)report.InFlight, report.ServiceTimeNanoseconds * 1e-9);
    }

    public void OnUp(NodeLink node) => RetryWaiting();

    public void OnDown(NodeLink node)
    {
        TopologyDoubted?.Invoke(null);
        RetryWaiting();
    }

    /// <summary>Called every few milliseconds.</summary>
    public void Sweep()
    {
        var now = _context.Now;
        foreach (var link in AllLinks())
            link.Sweep(now);
        lock (_gate)
            _removed.RemoveAll(static link => link.Connections == 0);
        RetryWaiting();
    }

    public IReadOnlyList<NodeLink> AllLinks()
    {
        lock (_gate)
            return [.. Seeds, .. _choice.Table?.Links ?? [], .. _removed];
    }

    /// <summary>Ends every call that still waits for somebody to serve it.</summary>
    public void FailWaiting()
    {
        foreach (var call in TakeWaiting())
            call.TryFail(new ObjectDisposedException(nameof(K8sCacheClient)));
    }

    private void Dispatch(PendingCall call)
    {
        // Each turn a connection was lost between choice and sending; the next choice knows it.
        for (var turn = 0; turn < MaxRedirects; turn++)
        {
            NodeLink? node;
            lock (_gate)
            {
                if (call.IsDone)
                    return;
                var now = _context.Now;
                node = _choice.Of(call, _context.Seconds(now));
                if (node is not null)
                {
                    call.Node = node;
                    call.SentAt = now;
                    ClusterSignals.OnSent(node.Signals, _context.Seconds(now));
                }
            }

            if (node is null)
                break;
            if (TrySend(call, node))
                return;
        }

        Wait(call);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever the caller's arguments throw is the caller's, also on a retry.")]
    private bool TrySend(PendingCall call, NodeLink node)
    {
        SendOutcome outcome;
        try
        {
            outcome = node.TrySend(call);
        }
        catch (Exception error)
        {
            // Its arguments cannot be written: the caller's affair, and nothing was sent.
            OnCancelled(call);
            call.TryFail(error);
            return true;
        }

        if (outcome == SendOutcome.Sent)
            return true;
        OnCancelled(call);
        if (outcome == SendOutcome.Full)
            call.TryFail(Errors.TooBusy(call, node));
        else
            call.Avoid = node;
        return outcome == SendOutcome.Full;
    }

    private void Wait(PendingCall call)
    {
        var now = _context.Now;
        string? why = null;
        lock (_gate)
        {
            if (call.WaitsUntil == 0)
                call.WaitsUntil = Math.Min(call.Deadline, now + _context.RerouteTicks);
            if (now >= call.WaitsUntil || call.IsPinned || _waiting.Count >= MaxWaiting || _context.Stopping.IsCancellationRequested)
                why = _choice.WhyNone(call);
            else
                _waiting.Add(call);
        }

        if (why is not null)
            call.TryFail(Errors.NoNode(call, why));
        else
            TopologyDoubted?.Invoke(null);
    }

    private void RetryWaiting()
    {
        foreach (var call in TakeWaiting())
        {
            call.Avoid = null;
            call.Redirects = 0;
            Dispatch(call);
        }
    }

    private List<PendingCall> TakeWaiting()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
                return [];
            var taken = _waiting;
            _waiting = [];
            return taken;
        }
    }
}
