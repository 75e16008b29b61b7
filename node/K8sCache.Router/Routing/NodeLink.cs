using System.Net;
using K8sCache.Hosting.Metrics;
using K8sCache.Resp;
using K8sCache.Topology;
using K8sCache.Topology.Scheduling;

namespace K8sCache.Router.Routing;

/// <summary>One node as one loop knows it: its connections, one a protocol version and lane, its signals and its latencies.</summary>
internal sealed class NodeLink
{
    private readonly RouterLoop _loop;
    private readonly Upstream?[] _upstreams = new Upstream?[4];

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

    /// <summary>The topology names it no more: it gets no new requests and closes when the last is answered.</summary>
    public bool IsRemoved { get; private set; }

    public bool IsUp => _upstreams[0] is { IsUp: true };

    public IEnumerable<Upstream> Upstreams => _upstreams.OfType<Upstream>();

    public Upstream Connection(RespVersion version, Lane lane)
    {
        var index = (((int)version - (int)RespVersion.Resp2) * 2) + (int)lane;
        return _upstreams[index] ??= new Upstream(_loop, this, version, lane);
    }

    /// <summary>Whether a request sent now has a chance: connected, or not yet known to be out of reach.</summary>
    public bool IsAvailable(PendingRequest request) => !IsRemoved && Connection(request.Version, request.Lane).IsAvailable;

    public void Remove()
    {
        IsRemoved = true;
        foreach (var upstream in Upstreams)
            upstream.CloseWhenIdle();
    }
}
