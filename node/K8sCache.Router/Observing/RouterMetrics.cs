using K8sCache.Commands;
using K8sCache.Hosting.Metrics;
using K8sCache.Router.Routing;
using K8sCache.Serving.Clients;
using K8sCache.Serving.Tls;
using K8sCache.Topology;
using K8sCache.Transport.Tls;

namespace K8sCache.Router.Observing;

/// <summary>
/// All metrics of the router, read for each page from counters the loops own, so a request pays an increment.
/// Labels are commands, kinds of errors, nodes and schedulers; never a key or a client.
/// </summary>
internal sealed class RouterMetrics : IDisposable
{
    private readonly IReadOnlyList<RouterLoop> _loops;
    private readonly RouterContext _context;

    public RouterMetrics(RouterContext context, IReadOnlyList<RouterLoop> loops)
    {
        _context = context;
        _loops = loops;
        AddClientInstruments();
        AddNodeInstruments();
        AddCachingInstruments();
        AddTopologyInstruments();
        if (context.Tls is not null)
            AddTls(context.Tls);
    }

    public MetricPage Page { get; } = new();

    public void Dispose() => Page.Dispose();

    private void AddClientInstruments()
    {
        Page.Group("command", CommandsCalled, CommandNames.Of)
            .Counter("k8scache_router_requests_total", "Requests of clients, by command.", RequestsOf);
        Page.Group("command", CommandsAnswered, CommandNames.Of).Histogram(
            "k8scache_router_request_latency_seconds", "Time from a request's arrival until its reply, by command; what the router answers itself apart.", LatenciesOf);
        Page.Group("kind", Enum.GetValues<RouterError>, kind => kind.ToString())
            .Counter("k8scache_router_errors_total", "Error replies given to clients, by kind.", kind => Sum(c => c.Errors(kind)));
        Page.Gauge("k8scache_router_connections", "Client connections open now.", () => Sum(c => c.Connections));
        Page.Counter("k8scache_router_connections_accepted_total", "Client connections accepted.", () => Sum(c => c.ConnectionsAccepted));
        Page.Group("reason", Enum.GetValues<ClosingReason>, reason => reason.ToString())
            .Counter("k8scache_router_clients_closed_total", "Client connections closed by the router for going beyond a limit, by reason.", reason => Sum(c => c.ClosedFor(reason)));
        Page.Counter("k8scache_router_client_received_bytes_total", "Bytes of requests from clients.", () => Sum(c => c.BytesIn));
        Page.Counter("k8scache_router_client_sent_bytes_total", "Bytes of nodes' replies passed to clients.", () => Sum(c => c.BytesOut));
        Page.Counter("k8scache_router_upstream_received_bytes_total", "Bytes of replies from nodes.", () => Sum(c => c.UpstreamBytesReceived));
        Page.Counter("k8scache_router_upstream_sent_bytes_total", "Bytes of requests to nodes.", () => Sum(c => c.UpstreamBytesSent));
        Page.Counter("k8scache_router_redirects_total", "Requests a node sent elsewhere.", () => Sum(c => c.Redirects));
    }

    private void AddTls(ServerTls tls)
    {
        Page.Gauge("k8scache_router_tls_connections", "Encrypted connections open, of clients and nodes.", () => tls.Counters.Open);
        Page.Counter("k8scache_router_tls_handshakes_total", "TLS handshakes that succeeded.", () => tls.Counters.HandshakesTotal);
        Page.Group("reason", Enum.GetValues<TlsFailure>, reason => reason.ToString())
            .Counter("k8scache_router_tls_handshake_failures_total", "TLS handshakes that failed, by reason.", reason => tls.Counters.FailuresFor(reason));
        Page.Counter("k8scache_router_tls_reload_failures_total", "Changes of the certificate's files that could not be used.", () => tls.ReloadFailures);
        Page.Gauge("k8scache_router_tls_certificate_expiry_timestamp_seconds", "When the certificate in use expires, since 1970.", () => tls.Identity.ExpiresAt.ToUnixTimeSeconds());
    }

    private void AddNodeInstruments()
    {
        Page.Group("node", () => NodeTotals.Of(_loops), n => n.Name)
            .Counter("k8scache_router_node_picks_total", "Requests sent to the node.", n => n.Picks)
            .Counter("k8scache_router_node_errors_total", "Requests the node failed: timeouts, lost connections, refusals.", n => n.Errors)
            .Gauge("k8scache_router_node_in_flight", "Own requests in flight at the node.", n => n.InFlight)
            .Gauge("k8scache_router_node_reported_in_flight", "Requests in flight at the node as it last reported.", n => n.ReportedInFlight)
            .Gauge("k8scache_router_node_response_time_seconds", "Peak-EWMA of the node's response times.", n => n.ResponseTime)
            .Gauge("k8scache_router_node_reported_service_time_seconds", "Service time as the node last reported it; 0 when never.", n => n.ServiceTime)
            .Counter("k8scache_router_node_ejections_total", "Times a thread left the node out for failing.", n => n.Ejections)
            .Gauge("k8scache_router_node_ejected", "Threads that leave the node out now.", n => n.EjectedBy)
            .Counter("k8scache_router_node_hedges_sent_total", "Reads sent to the node, too, for they waited long at another copy.", n => n.Extras[(int)Extra.HedgeSent])
            .Counter("k8scache_router_node_hedges_won_total", "Hedges whose answer came first.", n => n.Extras[(int)Extra.HedgeWon])
            .Counter("k8scache_router_node_rescues_total", "Reads sent to the node, too, for another copy fell silent.", n => n.Extras[(int)Extra.Rescue])
            .Counter("k8scache_router_node_probes_total", "Signs of life asked of the node in quiet times.", n => n.Extras[(int)Extra.Probe])
            .Counter("k8scache_router_node_silences_total", "Times the node fell silent with reads to answer.", n => n.Extras[(int)Extra.Silence])
            .Gauge("k8scache_router_node_signal_age_seconds", "Time since the node was heard of: a reply or a report; 0 when never.", n => n.SilentSeconds)
            .Gauge("k8scache_router_node_up", "1 while the router is connected to the node.", n => n.IsUp ? 1 : 0)
            .Histogram("k8scache_router_upstream_latency_seconds", "Time from sending a request to a node until its reply.", n => n.Latencies);
    }

    private void AddCachingInstruments()
    {
        Page.Gauge("k8scache_router_hot_keys", "Keys with a large share of the reads, as the thread with most sees it.", () => _loops.Max(loop => loop.HotKeys?.HotCount ?? 0));
        Page.Gauge("k8scache_router_hot_key_share_ratio", "Share of the reads that go to those keys.", () => _loops.Average(loop => loop.HotKeys?.ShareOfHot ?? 0));
        Page.Counter("k8scache_router_near_cache_hits_total", "Reads answered by the near cache.", () => _loops.Sum(loop => loop.NearCache?.Hits ?? 0));
        Page.Counter("k8scache_router_near_cache_fills_total", "Reads of nodes to fill the near cache.", () => _loops.Sum(loop => loop.NearCache?.Fills ?? 0));
        Page.Gauge("k8scache_router_near_cache_bytes", "Memory of the near cache's values.", () => _loops.Sum(loop => loop.NearCache?.Bytes ?? 0));
        Page.Gauge("k8scache_router_tracking_clients", "Clients that are told of keys they may have cached.", () => _loops.Sum(loop => (long)loop.Tracking.ClientCount));
        Page.Gauge("k8scache_router_tracking_keys", "Keys such clients read, over all threads.", () => _loops.Sum(loop => (long)loop.Tracking.KeyCount));
        Page.Counter("k8scache_router_invalidations_sent_total", "Messages to such clients.", () => _loops.Sum(loop => loop.Tracking.SentTotal));
    }

    private void AddTopologyInstruments()
    {
        Page.Gauge("k8scache_router_topology_epoch", "Epoch of the topology in force; 0 before the first.", () => _context.Topologies.Epoch);
        Page.Group("scheduler", SchedulerInForce, scheduler => scheduler.ToString()).Gauge("k8scache_router_scheduler_info", "1 for the scheduler in force.", _ => 1);
    }

    private IEnumerable<CommandId> CommandsCalled() => Enum.GetValues<CommandId>().Where(command => RequestsOf(command) > 0);

    private IEnumerable<CommandId> CommandsAnswered() => Enum.GetValues<CommandId>().Where(command => LatenciesOf(command).Any());

    private double RequestsOf(CommandId command) => Sum(counters => counters.CallsOf(command));

    private IEnumerable<LatencyCounts> LatenciesOf(CommandId command) => _loops.Select(loop => loop.Counters.LatencyOf(command)).OfType<LatencyCounts>();

    private IEnumerable<SchedulerType> SchedulerInForce() => _context.Topologies.Current is { } current ? [current.Document.Scheduler.Type] : [];

    private long Sum(Func<RouterCounters, long> value) => _loops.Sum(loop => value(loop.Counters));
}
