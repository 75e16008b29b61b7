using K8sCache.Hosting.Identity;
using K8sCache.Hosting.Lifetime;
using K8sCache.Resp;
using K8sCache.Router.Configuration;
using K8sCache.Router.Observing;
using K8sCache.Router.Sessions;
using K8sCache.Serving.Clients;
using K8sCache.Serving.Observing;
using K8sCache.Serving.Tls;
using K8sCache.Topology;
using Microsoft.Extensions.Logging;

namespace K8sCache.Router.Routing;

/// <summary>What all loops of a router share; nothing of it changes but the topology it holds.</summary>
internal sealed class RouterContext
{
    public required RouterOptions Options { get; init; }

    public required Password Password { get; init; }

    /// <summary>By which operator, nodes and routers know each other; null where nobody is asked for it.</summary>
    public InternalIdentity? Identity { get; init; }

    /// <summary>Null = nothing is encrypted.</summary>
    public ServerTls? Tls { get; init; }

    public required ILogger Log { get; init; }

    /// <summary>Hears when something dies that the router cannot do without.</summary>
    public required Supervisor Supervisor { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Random id of this process.</summary>
    public required string Instance { get; init; }

    /// <summary>Loops derive their own random streams from it.</summary>
    public required int Seed { get; init; }

    public RouterSettings Settings => field ??= new RouterSettings(Options);

    /// <summary>What clients may send.</summary>
    public RespLimits Limits => field ??= new RespLimits { BulkBytesMax = Options.MaxBulkBytes };

    /// <summary>Requests that took long, their nodes' time included.</summary>
    public SlowLog SlowLog { get; } = new();

    /// <summary>What INFO counts from, since CONFIG RESETSTAT.</summary>
    public StatisticsBaseline Baseline { get; set; } = new();

    public required NodeOutages Outages { get; init; }

    public TopologyHolder Topologies { get; } = new();

    public required CrossProtocolGuard Guard { get; init; }

    public required ClientPause Pause { get; init; }

    public ClientRegistry<ClientSession> Clients { get; } = new();

    /// <summary>All loops, once they are made; of others' than its own a loop reads counters only.</summary>
    public IReadOnlyList<RouterLoop> Loops { get; set; } = [];

    public long StartedAt { get; init; }
}
