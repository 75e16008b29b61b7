using K8sCache.Resp;
using K8sCache.Router.Caching;
using K8sCache.Router.Configuration;
using K8sCache.Router.Observing;
using K8sCache.Router.Sessions;
using K8sCache.Topology;
using K8sCache.Topology.Scheduling;
using K8sCache.Topology.Scheduling.Hedging;
using K8sCache.Transport;
using Microsoft.Extensions.Logging;

namespace K8sCache.Router.Routing;

/// <summary>
/// All a router keeps for one event loop: links to the nodes, what it knows of them, pooled requests, its clients.
/// Nothing is shared between loops but immutable topologies, so nothing is locked; every member is for the loop's thread
/// unless it says otherwise. Parts: HotKeys, Sweeping.
/// </summary>
internal sealed partial class RouterLoop
{
    private static readonly TimeSpan HedgeInterval = TimeSpan.FromMilliseconds(1);

    /// <summary>One client may take an eighth of the room that is left.</summary>
    private const int RoomShare = 8;

    private static readonly RespVersion[] Versions = [RespVersion.Resp2, RespVersion.Resp3];

    private readonly UpstreamGreeting[] _greetings;
    private readonly double _secondsPerTick;
    private readonly HashSet<ClientSession> _sessions = [];
    private readonly List<NodeLink> _removed = [];
    private NodeLink[] _nodes = [];
    private bool _isDraining;
    private bool _watchesForHedges;

    public RouterLoop(EventLoop events, RouterContext context)
    {
        Events = events;
        Context = context;
        _greetings = [.. Versions.SelectMany(version => Enum.GetValues<Lane>().Select(lane => new UpstreamGreeting(version, lane, context.Password)))];
        Tracking = new LoopTracking(this);
        _secondsPerTick = 1.0 / events.Time.TimestampFrequency;
        Random = new Random(HashCode.Combine(context.Seed, events.Index));
        Dispatcher = new Dispatcher(this);
        RequestTicks = Ticks(context.Options.RequestTimeout);
        SuspectTicks = Ticks(context.Options.SuspectTimeout);
        StallTicks = Ticks(context.Options.StallTimeout);
        LargeReadTicks = Ticks(context.Options.LargeReadTimeout);
        RerouteTicks = Ticks(context.Options.RerouteTimeout);
        RefreshNow();
        FollowHotKeys(new SchedulerSpec());
    }

    public EventLoop Events { get; }

    public RouterContext Context { get; }

    public RouterOptions Options => Context.Options;

    /// <summary>
    /// Requests of one client unanswered before it is not read from: the fewer, the less room all clients' leave in a node's queue,
    /// if all went to one. So they wait, instead of overrunning a queue, whose answer would be an error. Each always has
    /// room for one.
    /// </summary>
    public int MaxPendingPerClient
    {
        get
        {
            var idle = (int)Counters.Connections - Pending.Clients;
            return Math.Clamp((Options.MaxInFlightPerNode - Pending.Requests - idle) / RoomShare, 1, Options.MaxPendingPerClient);
        }
    }

    /// <summary>What clients have unanswered.</summary>
    public PendingTotals Pending { get; } = new();

    /// <summary>Reads that have a connection to a node to themselves.</summary>
    public LargeReads LargeReads { get; } = new();

    public ILogger Log => Context.Log;

    public Dispatcher Dispatcher { get; }

    public RequestPool Pool { get; } = new();

    public RouterCounters Counters { get; } = new();

    public Random Random { get; }

    /// <summary>Null until the first topology came.</summary>
    public RouterTopology? Topology { get; private set; }

    /// <summary>Signals by the current topology's node index.</summary>
    public ClusterSignals Signals { get; private set; } = new([]);

    public long RequestTicks { get; }

    public long SuspectTicks { get; }

    public long StallTicks { get; }

    /// <summary>Null while the topology asks for no hedging.</summary>
    public HedgePolicy? Hedging { get; private set; }

    public long LargeReadTicks { get; }

    public long RerouteTicks { get; }

    /// <summary>Timestamp taken at the start of the callback that is running.</summary>
    public long Now { get; private set; }

    public double NowSeconds { get; private set; }

    /// <summary>Links by the current topology's node index; any thread may read a snapshot for metrics.</summary>
    public NodeLink[] Nodes => Volatile.Read(ref _nodes);

    public UpstreamGreeting GreetingFor(RespVersion version, Lane lane) =>
        _greetings[(((int)version - (int)RespVersion.Resp2) * Enum.GetValues<Lane>().Length) + (int)lane];

    /// <summary>Client-side caching.</summary>
    public LoopTracking Tracking { get; }

    public double Seconds(long ticks) => ticks * _secondsPerTick;

    /// <summary>The clock's seconds now; from any thread.</summary>
    public double SecondsNow() => Seconds(Events.Time.GetTimestamp());

    public void RefreshNow()
    {
        Now = Events.Time.GetTimestamp();
        NowSeconds = Seconds(Now);
    }

    public NodeLink? FindByAddress(string address) =>
        Array.Find(_nodes, node => string.Equals(node.Address, address, StringComparison.OrdinalIgnoreCase));

    /// <summary>Swaps the topology. Nodes that stay keep connections and signals; those that go finish what they owe.</summary>
    public void Apply(RouterTopology topology)
    {
        if (Topology is { } current && topology.Snapshot.Epoch <= current.Snapshot.Epoch)
            return; // Posts of racing offers may come in any order.
        RefreshNow();
        var before = _nodes;
        var copiesChange = Topology is { } old && !old.HasSameCopies(topology);
        var after = topology.Snapshot.Slots.Nodes
            .Select(node => Array.Find(before, link => link.Name == node.Name && link.Address == node.Address) ?? new NodeLink(this, node))
            .ToArray();
        for (var index = 0; index < after.Length; index++)
        {
            var zone = topology.Snapshot.Slots.Nodes[index].Zone;
            after[index].Signals.IsRemoteZone = zone is not null && Options.Zone is not null && zone != Options.Zone;
            after[index].Signals.Fill = topology.Fill[index];
        }

        SetHedging(topology.Snapshot.Document.Scheduler.Hedging);
        FollowHotKeys(topology.Snapshot.Document.Scheduler);
        Topology = topology;
        Signals = new ClusterSignals([.. after.Select(node => node.Signals)], Signals) { Ejection = topology.Scheduler.Ejection };
        Volatile.Write(ref _nodes, after);
        foreach (var gone in before.Except(after))
        {
            gone.Remove();
            _removed.Add(gone);
            SweepSoon();
        }

        foreach (var node in after)
        {
            node.Connection(RespVersion.Resp2, Lane.Reads).Open();
            node.Connection(RespVersion.Resp2, Lane.Writes).Open();
        }

        if (copiesChange)
            Tracking.OnTopologyChanged();
        Dispatcher.RetryWaiting();
    }

    public ClientSession Accept(Connection connection)
    {
        var session = new ClientSession(this, connection);
        _sessions.Add(session);
        Context.Clients.Add(session);
        Counters.Connections = _sessions.Count;
        Counters.ConnectionsAccepted++;
        if (_isDraining)
            session.CloseWhenAnswered();
        return session;
    }

    public void Forget(ClientSession session)
    {
        _sessions.Remove(session);
        Context.Clients.Remove(session);
        Counters.Connections = _sessions.Count;
    }

    /// <summary>From now on clients are closed as soon as they have their replies.</summary>
    public void Drain()
    {
        _isDraining = true;
        foreach (var session in _sessions.ToList())
            session.CloseWhenAnswered();
    }

    /// <summary>Looks every millisecond for reads to hedge, while any are on their way.</summary>
    public void WatchForHedges()
    {
        if (_watchesForHedges)
            return;
        _watchesForHedges = true;
        Events.Schedule(HedgeInterval, static state => ((RouterLoop)state!).Hedge(), this);
    }

    private void SetHedging(HedgeSpec? spec)
    {
        if (spec == Topology?.Snapshot.Document.Scheduler.Hedging && Topology is not null)
            return; // What was learned stays.
        Hedging = spec is null ? null : new HedgePolicy(new HedgeSettings { BudgetPercent = spec.BudgetPercent });
    }

    private void Hedge()
    {
        _watchesForHedges = false;
        RefreshNow();
        if (Hedging is not { } hedging)
            return;
        var inFlight = 0;
        var delay = hedging.DelaySeconds;
        foreach (var node in _nodes)
        {
            foreach (var version in Versions)
            {
                if (node.Reads(version) is not { InFlight: > 0 } upstream)
                    continue;
                inFlight += upstream.InFlight;
                if (!double.IsInfinity(delay))
                    upstream.Hedge(Now - (long)(delay / _secondsPerTick));
            }
        }

        if (inFlight > 0)
            WatchForHedges();
    }

    public long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Events.Time.TimestampFrequency);
}
