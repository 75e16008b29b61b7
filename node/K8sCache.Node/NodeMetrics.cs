using K8sCache.Commands;
using K8sCache.Hosting.Metrics;
using K8sCache.Node.Load;
using K8sCache.Node.Serving;
using K8sCache.Node.Transfer;
using K8sCache.Serving.Clients;
using K8sCache.Serving.Tls;
using K8sCache.Transport.Tls;

namespace K8sCache.Node;

/// <summary>
/// All metrics of a node. A request costs additions to its loop's own counters, and a page adds the loops up.
/// </summary>
internal sealed class NodeMetrics : IDisposable
{
    private const double NanosecondsPerSecond = 1e9;

    private readonly NodeContext _node;

    public NodeMetrics(NodeContext node, SlotFiller filler)
    {
        _node = node;
        AddRequests();
        AddEntries();
        AddConnections();
        AddLoad();
        AddReplication(filler);
        if (node.Tls is not null)
            AddTls(node.Tls);
    }

    public MetricPage Page { get; } = new();

    public void Dispose() => Page.Dispose();

    private void AddRequests()
    {
        Page.Group("command", CommandsCalled, command => command.Name)
            .Counter("k8scache_node_requests_total", "Requests run, by command.", CallsOf);
        Page.Counter("k8scache_node_request_errors_total", "Requests refused: unknown, malformed, or not this node's.", () => Sum(c => c.Errors));
        Page.Counter("k8scache_node_hits_total", "Reads that found their key.", () => Sum(c => c.Hits));
        Page.Counter("k8scache_node_misses_total", "Reads that did not find their key.", () => Sum(c => c.Misses));
    }

    private void AddEntries()
    {
        var engine = _node.Engine;
        Page.Gauge("k8scache_node_entries", "Entries held, copies of other nodes' included.", () => engine.Count);
        Page.Gauge("k8scache_node_entries_with_expiry", "Entries that will expire.", () => engine.Counters.EntriesWithExpiry);
        Page.Gauge("k8scache_node_tombstones", "Deletes remembered for copies.", () => engine.Counters.Tombstones);
        Page.Gauge("k8scache_node_memory_used_bytes", "Memory of entries and their overheads.", () => engine.MemoryUsedBytes);
        Page.Gauge("k8scache_node_memory_limit_bytes", "Bound of the memory used.", () => engine.MemoryLimitBytes);
        Page.Counter("k8scache_node_evictions_total", "Entries evicted for room.", () => engine.Counters.EvictedTotal);
        Page.Counter("k8scache_node_evicted_bytes_total", "Bytes of the entries evicted: with the entries, how long those are that leave.", () => engine.Counters.EvictedBytesTotal);
        Page.Counter("k8scache_node_expirations_total", "Entries that expired.", () => engine.Counters.ExpiredTotal);
    }

    private void AddConnections()
    {
        var clients = _node.Clients;
        Page.Gauge("k8scache_node_connections", "Connections open.", () => clients.Count);
        Page.Counter("k8scache_node_connections_accepted_total", "Connections accepted.", () => clients.AcceptedTotal);
        Page.Counter("k8scache_node_connections_refused_total", "Connections refused: more than maxclients.", () => _node.ClientListeners.Sum(listener => listener.RefusedCount));
        Page.Group("reason", Enum.GetValues<ClosingReason>, reason => reason.ToString())
            .Counter("k8scache_node_connections_closed_total", "Connections the node closed by itself, by reason.", reason => Sum(c => c.ClosedFor(reason)));
        Page.Gauge("k8scache_node_tracking_clients", "Connections told of keys that change.", () => _node.Changes.Table.ClientCount);
        Page.Gauge("k8scache_node_tracking_keys", "Keys remembered for them.", () => _node.Changes.Table.Counts.Keys);
        Page.Counter("k8scache_node_tracking_messages_total", "Invalidations sent to them.", () => _node.Loops.Sum(loop => loop.Invalidations.SentTotal));
        Page.Counter("k8scache_node_slow_commands_total", "Commands kept in the slow log.", () => _node.SlowLog.Total);
        Page.Counter("k8scache_node_received_bytes_total", "Bytes of requests.", () => Sum(c => c.BytesIn));
        Page.Counter("k8scache_node_sent_bytes_total", "Bytes of replies.", () => Sum(c => c.BytesOut));
    }

    private void AddLoad()
    {
        Page.Gauge("k8scache_node_in_flight", "Requests not answered yet.", () => _node.InFlight);
        Page.Gauge("k8scache_node_service_time_seconds", "Smoothed service time, as routers are told.", () => _node.ServiceTimeNanoseconds / NanosecondsPerSecond);
        Page.Gauge("k8scache_node_cpu_share_ratio", "Part of the machine's processors used.", _node.Cpu.Read);
        Page.Histogram(
            "k8scache_node_request_duration_seconds", "Time to serve a request, averaged over those that arrived together.",
            () => _node.Loops.Select(loop => loop.Counters.ServiceTimes));
        Page.Histogram(
            "k8scache_node_queue_delay_seconds", "Time between a request's arrival at its event loop and its start.",
            () => _node.Loops.Select(loop => loop.Counters.QueueDelays));
    }

    private void AddReplication(SlotFiller filler)
    {
        var loops = _node.Loops;
        Page.Counter("k8scache_node_replication_acknowledgements_total", "Writes a copy acknowledged.", () => loops.Sum(l => l.Replicator.AcknowledgedTotal));
        Page.Counter("k8scache_node_replication_errors_total", "Broken connections and refusals of copies.", () => loops.Sum(l => l.Replicator.ErrorsTotal));
        Page.Counter("k8scache_node_replication_timeouts_total", "Writes not acknowledged in time.", () => loops.Sum(l => l.Replicator.LateTotal));
        Page.Gauge("k8scache_node_replication_behind", "Writes copies have not acknowledged.", () => loops.Sum(l => l.Replicator.Behind));
        Page.Gauge("k8scache_node_replication_pending_bytes", "Bytes kept to be sent to copies.", () => loops.Sum(l => l.Replicator.PendingBytes));
        Page.Counter("k8scache_node_replication_steps_total", "Writes sent as what they changed, instead of the whole value.", () => loops.Sum(l => l.Replicator.StepsTotal));
        Page.Counter("k8scache_node_replication_states_wanted_total", "Changes a copy could not take, so that it was sent the whole value.", () => loops.Sum(l => l.Replicator.StatesWantedTotal));
        Page.Histogram(
            "k8scache_node_replication_delay_seconds", "Time from a write to a copy's acknowledgement.",
            () => loops.Select(loop => loop.Replicator.Delays));
        Page.Counter("k8scache_node_filled_entries_total", "Entries received to fill copies.", () => filler.EntriesTotal);
        Page.Counter("k8scache_node_fill_restarts_total", "Fills of copies begun again: a connection broke, or memory was full.", () => filler.RestartsTotal);
        Page.Gauge("k8scache_node_filling_slots", "Slots being filled.", () => CountOf(filler.Progress.Filling));
        Page.Gauge("k8scache_node_topology_epoch", "Epoch in force; 0 = no topology.", () => _node.View?.Epoch ?? 0);
    }

    private void AddTls(ServerTls tls)
    {
        Page.Gauge("k8scache_node_tls_connections", "Encrypted connections open, of clients and nodes.", () => tls.Counters.Open);
        Page.Counter("k8scache_node_tls_handshakes_total", "TLS handshakes that succeeded.", () => tls.Counters.HandshakesTotal);
        Page.Group("reason", Enum.GetValues<TlsFailure>, reason => reason.ToString())
            .Counter("k8scache_node_tls_handshake_failures_total", "TLS handshakes that failed, by reason.", reason => tls.Counters.FailuresFor(reason));
        Page.Counter("k8scache_node_tls_reload_failures_total", "Changes of the certificate's files that could not be used.", () => tls.ReloadFailures);
        Page.Gauge("k8scache_node_tls_certificate_expiry_timestamp_seconds", "When the certificate in use expires, since 1970.", () => tls.Identity.ExpiresAt.ToUnixTimeSeconds());
    }

    private long Sum(Func<NodeCounters, long> count) => _node.Loops.Sum(loop => count(loop.Counters));

    private static int CountOf(IEnumerable<(int From, int To)> ranges) => ranges.Sum(range => range.To - range.From + 1);

    private IEnumerable<CommandSpec> CommandsCalled() => CommandTable.Default.Commands.SelectMany(Leaves).Where(command => CallsOf(command) > 0);

    private double CallsOf(CommandSpec command) => Sum(counters => counters.CallsOf(command.Id));

    /// <summary>A container is counted too: some answer when called by their name alone.</summary>
    private static IEnumerable<CommandSpec> Leaves(CommandSpec command) => [command, .. command.Subcommands];
}
