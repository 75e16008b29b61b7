using System.Net;
using K8sCache.Hosting.Metrics;
using K8sCache.Resp;
using K8sCache.Topology;
using K8sCache.Topology.Scheduling;

namespace K8sCache.Router.Routing;

/// <summary>One node as one loop knows it: its connections, one a protocol version and lane, its signals and its latencies.</summary>
internal sealed class NodeLink
{
    /// <summary>Connections of clients' own that are kept for the next.</summary>
    private const int IdleMax = 16;

    private readonly long[] _extras = new long[Enum.GetValues<Extra>().Length];
    private readonly List<Upstream> _owned = [];
    private readonly List<Upstream> _idle = [];
    private static readonly int Lanes = Enum.GetValues<Lane>().Length;

    private readonly RouterLoop _loop;
    private readonly Upstream?[] _upstreams = new Upstream?[Lanes * 2];

    public NodeLink(RouterLoop loop, TopologyNode node)
    {
        _loop = loop;
        Name = node.Name;
        Address = node.Address;
        EndPoint = NodeAddress.Parse(node.Address);
    }

    public string Name { get; }

    public string Address { get; }

    public EndPoint EndPoint { get; }

    /// <summary>Carried from topology to topology while name and address stay.</summary>
    public NodeSignals Signals { get; } = new();

    public LatencyCounts Latency { get; } = new();

    public void Count(Extra extra) => _extras[(int)extra]++;

    /// <summary>From any thread.</summary>
    public long CountOf(Extra extra) => Volatile.Read(ref _extras[(int)extra]);

    /// <summary>When it was last asked for a sign of life, in seconds of the loop's clock.</summary>
    public double ProbedAt { get; set; } = double.NegativeInfinity;

    /// <summary>The topology names it no more: it gets no new requests and closes when the last is answered.</summary>
    public bool IsRemoved { get; private set; }

    public bool IsUp => _upstreams[0] is { IsUp: true };

    /// <summary>All connections, clients' own ones among them.</summary>
    public IEnumerable<Upstream> Upstreams => _upstreams.OfType<Upstream>().Concat(_owned);

    /// <summary>Takes a connection for one client alone, to watch keys (lane of writes) or for a large reply; null when too many are taken.</summary>
    public Upstream? TakeOwn(RespVersion version, Lane lane)
    {
        for (var index = _idle.Count - 1; index >= 0; index--)
        {
            var idle = _idle[index];
            if (idle.Version != version || idle.Lane != lane || idle.IsBroken)
                continue;
            _idle.RemoveAt(index);
            return idle;
        }

        var most = lane == Lane.Large ? _loop.Options.MaxLargeReads : _loop.Options.MaxWatching;
        if (CountOf(_owned, lane) - CountOf(_idle, lane) >= most)
            return null;
        var own = new Upstream(_loop, this, version, lane, isOwn: true);
        _owned.Add(own);
        return own;
    }

    /// <summary>The client needs it no more, or will not once what was sent on it is answered.</summary>
    public void ReturnOwn(Upstream own)
    {
        if (IsRemoved || own.IsBroken || _idle.Count >= IdleMax)
            own.CloseWhenIdle();
        else
            _idle.Add(own);
    }

    /// <summary>Whether an answer is awaited on any connection, or a greeting.</summary>
    public bool Owes
    {
        get
        {
            foreach (var upstream in _upstreams)
            {
                if (upstream is { Owes: true })
                    return true;
            }

            return _owned.Exists(static own => own.Owes);
        }
    }

    /// <summary>Sweeps all connections, and forgets clients' own that have ended; allocates nothing, for it comes often.</summary>
    public void Sweep()
    {
        foreach (var upstream in _upstreams)
            upstream?.Sweep();
        if (_owned.Count == 0)
            return;
        foreach (var own in _owned)
            own.Sweep();
        _idle.RemoveAll(static own => own.IsBroken);
        _owned.RemoveAll(static own => own.IsBroken && own.InFlight == 0);
    }

    public Upstream Connection(RespVersion version, Lane lane)
    {
        var index = IndexOf(version, lane);
        return _upstreams[index] ??= new Upstream(_loop, this, version, lane, isOwn: false);
    }

    /// <summary>Whether it can be expected to answer soon: not silent, and with room in its queue.</summary>
    public bool IsResponsive(PendingRequest request) => Connection(request.Version, SharedLane(request.Lane)) is { IsSuspect: false, IsFull: false };

    /// <summary>Shared connections for reads, one a protocol version in use.</summary>
    public Upstream? Reads(RespVersion version) => _upstreams[IndexOf(version, Lane.Reads)];

    /// <summary>Whether a request sent now has a chance: connected, or not yet known to be out of reach.</summary>
    public bool IsAvailable(PendingRequest request) => !IsRemoved && Connection(request.Version, SharedLane(request.Lane)).IsAvailable;

    public void Remove()
    {
        IsRemoved = true;
        _loop.Context.Outages.Forget(Address);
        foreach (var upstream in Upstreams)
            upstream.CloseWhenIdle();
    }

    // What the shared connection for reads tells of the node goes for one that is yet to be opened.
    private static Lane SharedLane(Lane lane) => lane == Lane.Large ? Lane.Reads : lane;

    private static int CountOf(List<Upstream> upstreams, Lane lane)
    {
        var count = 0;
        foreach (var upstream in upstreams)
            count += upstream.Lane == lane ? 1 : 0;
        return count;
    }

    private static int IndexOf(RespVersion version, Lane lane) => (((int)version - (int)RespVersion.Resp2) * Lanes) + (int)lane;
}
