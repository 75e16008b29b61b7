using K8sCache.Commands;
using K8sCache.Hosting.Identity;
using K8sCache.Hosting.Lifetime;
using K8sCache.Resp;
using K8sCache.Router.Configuration;
using K8sCache.Router.Observing;
using K8sCache.Router.Sessions;
using K8sCache.Serving.Clients;
using K8sCache.Serving.Configuration;
using K8sCache.Serving.Observing;
using K8sCache.Serving.Sessions;
using K8sCache.Serving.Tls;
using K8sCache.Topology;
using Microsoft.Extensions.Logging;

namespace K8sCache.Router.Routing;

/// <summary>What all loops of a router share; nothing of it changes but the topology it holds.</summary>
internal sealed class RouterContext : IServer
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

    /// <summary>On the clock of durations.</summary>
    public required long StartedTimestamp { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    IEnumerable<IServerSession> IServer.Sessions => Clients.Sessions;

    public IReadOnlyList<ConfigParameter> Parameters => field ??= ConfigParameters.Of(this);

    /// <summary>Without spikes: they are in the histograms of the metrics, by command and by node.</summary>
    public LatencyMonitor Latency { get; } = new();

    public string LatencyAdvice => "Latencies are in this router's metrics, by command and by node.\n";

    public IEnumerable<(CommandSpec Command, long Calls, IReadOnlyList<(long Microseconds, long Count)> Buckets)> Durations => [];

    public bool IsDebugEnabled => false;

    public string ShutdownRefusal =>
        "ERR SHUTDOWN is not allowed: a router is stopped by a signal to its process, or by scaling its Deployment";

    public string? ProblemWithRedirect(long id) => "ERR REDIRECT is not supported by a router: speak RESP3 on the connection that caches";

    public void ResetStatistics() => Baseline = StatisticsBaseline.Of(this);
}
