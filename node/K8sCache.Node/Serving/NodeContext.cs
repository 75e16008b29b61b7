using K8sCache.Commands;
using K8sCache.Hosting.Identity;
using K8sCache.Hosting.Lifetime;
using K8sCache.Node.Commands;
using K8sCache.Node.Configuration;
using K8sCache.Node.Load;
using K8sCache.Node.Sessions;
using K8sCache.Node.Topologies;
using K8sCache.Node.Tracking;
using K8sCache.Resp;
using K8sCache.Serving.Clients;
using K8sCache.Serving.Configuration;
using K8sCache.Serving.Observing;
using K8sCache.Serving.Sessions;
using K8sCache.Serving.Tls;
using K8sCache.Storage;
using K8sCache.Topology;
using K8sCache.Transport;
using Microsoft.Extensions.Logging;

namespace K8sCache.Node.Serving;

/// <summary>What all loops of one node share. Immutable but for the parts that are built to be shared.</summary>
internal sealed class NodeContext : IServer
{
    private NodeView? _view;

    public NodeContext()
    {
        Changes = new KeyChanges(this);
    }

    public required NodeOptions Options { get; init; }

    /// <summary>The options that can change.</summary>
    public required NodeSettings Settings { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Log { get; init; }

    /// <summary>Hears when something dies that the node cannot do without.</summary>
    public required Supervisor Supervisor { get; init; }

    /// <summary>Random id of this process: an empty restart must not be taken for what ran here before.</summary>
    public required string Instance { get; init; }

    public required CacheEngine Engine { get; init; }

    public required Password Password { get; init; }

    /// <summary>By which operator, nodes and routers know each other; null where nobody is asked for it.</summary>
    public InternalIdentity? Identity { get; init; }

    /// <summary>Null = nothing is encrypted.</summary>
    public ServerTls? Tls { get; init; }

    public TopologyHolder Topology { get; } = new();

    public ClientRegistry<ClientSession> Clients { get; } = new();

    public required ClientPause Pause { get; init; }

    public required CrossProtocolGuard Guard { get; init; }

    public SlowLog SlowLog { get; } = new();

    public LatencyMonitor Latency { get; } = new();

    /// <summary>Who wants to know of keys that change.</summary>
    public KeyChanges Changes { get; }

    public required CpuShare Cpu { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public IReadOnlyList<LoopState> Loops { get; set; } = [];

    /// <summary>Each loop's batches, and the commands that must run alone.</summary>
    public required IsolationGate Isolation { get; init; }

    /// <summary>Where clients connect; known once listening.</summary>
    public List<Listener> ClientListeners { get; } = [];

    /// <summary>What INFO's totals were when CONFIG RESETSTAT was last called.</summary>
    public NodeTotals Baseline { get; set; } = new();

    public required TrafficRates Rates { get; init; }

    /// <summary>Port clients reach; known once listening.</summary>
    public int Port { get; set; }

    /// <summary>The newest view; loops follow within a turn.</summary>
    public NodeView? View => Volatile.Read(ref _view);

    /// <summary>Whether every loop goes by that epoch or a later one: nothing is run by an older one any more.</summary>
    public bool FollowsSince(long epoch)
    {
        foreach (var loop in Loops)
        {
            if (loop.View is not { } view || view.Epoch < epoch)
                return false;
        }

        return true;
    }

    /// <summary>Takes a newer view; false when it is not.</summary>
    public bool TryAdvance(NodeView view)
    {
        while (true)
        {
            var current = View;
            if (current is not null && current.Epoch >= view.Epoch)
                return false;
            if (Interlocked.CompareExchange(ref _view, view, current) == current)
                return true;
        }
    }

    IEnumerable<IServerSession> IServer.Sessions => Clients.Sessions;

    public IReadOnlyList<ConfigParameter> Parameters => field ??= ConfigParameters.Of(this);

    public string LatencyAdvice => CommandDurations.Advice(this);

    public IEnumerable<(CommandSpec Command, long Calls, IReadOnlyList<(long Microseconds, long Count)> Buckets)> Durations =>
        CommandDurations.Of(this);

    public bool IsDebugEnabled => Options.IsDebugEnabled;

    public string ShutdownRefusal =>
        "ERR SHUTDOWN is not allowed: a node is stopped by a signal to its process, or by scaling the cluster";

    public string? ProblemWithRedirect(long id)
    {
        if (Clients.Find(id) is not { } other)
            return "ERR The client ID you want redirect to does not exist";

        // Redis would send it a message of the channel __redis__:invalidate, if it had subscribed to that.
        return other.Version == RespVersion.Resp3
            ? null
            : "ERR The client you want redirect to must speak RESP3: there are no channels here";
    }

    /// <summary>The command runs alone, so what the loops count can be set back from here.</summary>
    public void ResetStatistics()
    {
        foreach (var loop in Loops)
        {
            loop.Stats.Reset();
            loop.Errors.Reset();
        }

        Baseline = NodeTotals.Of(this);
    }

    public long InFlight
    {
        get
        {
            long sum = 0;
            foreach (var loop in Loops)
                sum += loop.Counters.InFlight;
            return sum;
        }
    }

    /// <summary>Smoothed service time over the loops that have served anything, ns.</summary>
    public double ServiceTimeNanoseconds
    {
        get
        {
            double sum = 0;
            var measured = 0;
            foreach (var loop in Loops)
            {
                var nanoseconds = loop.Counters.ServiceTime.Nanoseconds;
                sum += nanoseconds;
                measured += nanoseconds > 0 ? 1 : 0;
            }

            return measured == 0 ? 0 : sum / measured;
        }
    }
}
