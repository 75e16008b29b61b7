using System.Diagnostics.Metrics;
using K8sCache.Hosting.Metrics;
using K8sCache.Resp.Commands;
using K8sCache.Resp.Transport.Tls;
using K8sCache.Router.Routing;
using K8sCache.Router.Tls;

namespace K8sCache.Router.Observing;

/// <summary>
/// Every instrument of the router. All are observed when scraped, from counters the loops own, so a request pays an
/// increment. Labels are commands, kinds of errors, nodes and schedulers; never a key or a client.
/// </summary>
internal sealed class RouterMetrics : IDisposable
{
    private readonly Meter _meter = new("K8sCache.Router");
    private readonly IReadOnlyList<RouterLoop> _loops;
    private readonly RouterContext _context;

    public RouterMetrics(RouterContext context, IReadOnlyList<RouterLoop> loops)
    {
        _context = context;
        _loops = loops;
        Registry = new MetricRegistry(meter => ReferenceEquals(meter, _meter));
        AddClientInstruments();
        AddNodeInstruments();
        AddCachingInstruments();
        AddTopologyInstruments();
        if (context.Tls is not null)
            AddTls(context.Tls);
        Registry.Add(new ObservableHistogram(
            "k8scache_router_request_latency_seconds", "Time from a request's arrival until its reply, by command; what the router answers itself apart.", RequestLatencies));
        Registry.Add(new ObservableHistogram(
            "k8scache_router_upstream_latency_seconds", "Time from sending a request to a node until its reply.", Latencies));
    }

    public MetricRegistry Registry { get; }

    public void Dispose()
    {
        Registry.Dispose();
        _meter.Dispose();
    }

    private void AddClientInstruments()
    {
        _meter.CreateObservableCounter("k8scache_router_requests", () => Requests(), "{request}", "Requests of clients, by command.");
        _meter.CreateObservableCounter("k8scache_router_errors", () => Errors(), "{error}", "Error replies given to clients, by kind.");
        _meter.CreateObservableGauge("k8scache_router_connections", () => Sum(c => c.Connections), "{connection}", "Client connections open now.");
        _meter.CreateObservableCounter("k8scache_router_connections_accepted", () => Sum(c => c.ConnectionsAccepted), "{connection}", "Client connections accepted.");
        _meter.CreateObservableCounter("k8scache_router_clients_closed", () => Closed(), "{connection}", "Client connections closed by the router for going beyond a limit, by reason.");
        _meter.CreateObservableCounter("k8scache_router_client_received", () => Sum(c => c.ClientBytesReceived), "By", "Bytes of requests from clients.");
        _meter.CreateObservableCounter("k8scache_router_client_sent", () => Sum(c => c.ClientBytesSent), "By", "Bytes of nodes' replies passed to clients.");
        _meter.CreateObservableCounter("k8scache_router_upstream_received", () => Sum(c => c.UpstreamBytesReceived), "By", "Bytes of replies from nodes.");
        _meter.CreateObservableCounter("k8scache_router_upstream_sent", () => Sum(c => c.UpstreamBytesSent), "By", "Bytes of requests to nodes.");
        _meter.CreateObservableCounter("k8scache_router_redirects", () => Sum(c => c.Redirects), "{redirect}", "Requests a node sent elsewhere.");
    }

    private void AddTls(RouterTls tls)
    {
        _meter.CreateObservableGauge("k8scache_router_tls_connections", () => tls.Counters.Open, "{connection}", "Encrypted connections open, of clients and nodes.");
        _meter.CreateObservableCounter("k8scache_router_tls_handshakes", () => tls.Counters.HandshakesTotal, "{handshake}", "TLS handshakes that succeeded.");
        _meter.CreateObservableCounter(
            "k8scache_router_tls_handshake_failures",
            () => Enum.GetValues<TlsFailure>().Select(reason => new Measurement<long>(
                tls.Counters.FailuresFor(reason), new KeyValuePair<string, object?>("reason", reason.ToString()))),
            "{handshake}", "TLS handshakes that failed, by reason.");
        _meter.CreateObservableCounter(
            "k8scache_router_tls_reload_failures", () => tls.ReloadFailures, "{reload}", "Changes of the certificate's files that could not be used.");
        _meter.CreateObservableGauge(
            "k8scache_router_tls_certificate_expiry_timestamp", () => tls.Identity.ExpiresAt.ToUnixTimeSeconds(), "s",
            "When the certificate in use expires, since 1970.");
    }

    private void AddNodeInstruments()
    {
        _meter.CreateObservableCounter("k8scache_router_node_picks", () => ByNode(n => n.Picks), "{request}", "Requests sent to the node.");
        _meter.CreateObservableCounter("k8scache_router_node_errors", () => ByNode(n => n.Errors), "{error}", "Requests the node failed: timeouts, lost connections, refusals.");
        _meter.CreateObservableGauge("k8scache_router_node_in_flight", () => ByNode(n => n.InFlight), "{request}", "Own requests in flight at the node.");
        _meter.CreateObservableGauge("k8scache_router_node_reported_in_flight", () => ByNode(n => n.ReportedInFlight), "{request}", "Requests in flight at the node as it last reported.");
        _meter.CreateObservableGauge("k8scache_router_node_response_time", () => ByNode(n => n.ResponseTime), "s", "Peak-EWMA of the node's response times.");
        _meter.CreateObservableGauge("k8scache_router_node_reported_service_time", () => ByNode(n => n.ServiceTime), "s", "Service time as the node last reported it; 0 when never.");
        _meter.CreateObservableCounter("k8scache_router_node_ejections", () => ByNode(n => n.Ejections), "{ejection}", "Times a thread left the node out for failing.");
        _meter.CreateObservableGauge("k8scache_router_node_ejected", () => ByNode(n => n.EjectedBy), "{thread}", "Threads that leave the node out now.");
        _meter.CreateObservableCounter("k8scache_router_node_hedges_sent", () => Extras(Extra.HedgeSent), "{request}", "Reads sent to the node, too, for they waited long at another copy.");
        _meter.CreateObservableCounter("k8scache_router_node_hedges_won", () => Extras(Extra.HedgeWon), "{request}", "Hedges whose answer came first.");
        _meter.CreateObservableCounter("k8scache_router_node_rescues", () => Extras(Extra.Rescue), "{request}", "Reads sent to the node, too, for another copy fell silent.");
        _meter.CreateObservableCounter("k8scache_router_node_probes", () => Extras(Extra.Probe), "{probe}", "Signs of life asked of the node in quiet times.");
        _meter.CreateObservableCounter("k8scache_router_node_silences", () => Extras(Extra.Silence), "{silence}", "Times the node fell silent with reads to answer.");
        _meter.CreateObservableGauge("k8scache_router_node_signal_age", () => ByNode(n => n.SilentSeconds), "s", "Time since the node was heard of: a reply or a report; 0 when never.");
        _meter.CreateObservableGauge("k8scache_router_node_up", () => ByNode(n => n.IsUp ? 1L : 0L), "{node}", "1 while the router is connected to the node.");
    }

    private void AddCachingInstruments()
    {
        _meter.CreateObservableGauge("k8scache_router_hot_keys", () => _loops.Max(loop => loop.HotKeys?.HotCount ?? 0), "{key}", "Keys with a large share of the reads, as the thread with most sees it.");
        _meter.CreateObservableGauge("k8scache_router_hot_key_share", () => _loops.Average(loop => loop.HotKeys?.ShareOfHot ?? 0), "1", "Share of the reads that go to those keys.");
        _meter.CreateObservableCounter("k8scache_router_near_cache_hits", () => _loops.Sum(loop => loop.NearCache?.Hits ?? 0), "{request}", "Reads answered by the near cache.");
        _meter.CreateObservableCounter("k8scache_router_near_cache_fills", () => _loops.Sum(loop => loop.NearCache?.Fills ?? 0), "{request}", "Reads of nodes to fill the near cache.");
        _meter.CreateObservableGauge("k8scache_router_near_cache", () => _loops.Sum(loop => loop.NearCache?.Bytes ?? 0), "By", "Memory of the near cache's values.");
        _meter.CreateObservableGauge("k8scache_router_tracking_clients", () => _loops.Sum(loop => (long)loop.Tracking.ClientCount), "{client}", "Clients that are told of keys they may have cached.");
        _meter.CreateObservableGauge("k8scache_router_tracking_keys", () => _loops.Sum(loop => (long)loop.Tracking.KeyCount), "{key}", "Keys such clients read, over all threads.");
        _meter.CreateObservableCounter("k8scache_router_invalidations_sent", () => _loops.Sum(loop => loop.Tracking.SentTotal), "{message}", "Messages to such clients.");
    }

    private void AddTopologyInstruments()
    {
        _meter.CreateObservableGauge("k8scache_router_topology_epoch", () => _context.Topologies.Epoch, "{epoch}", "Epoch of the topology in force; 0 before the first.");
        _meter.CreateObservableGauge("k8scache_router_scheduler_info", Scheduler, "{scheduler}", "1 for the scheduler in force.");
    }

    private IEnumerable<Measurement<long>> Requests() => Enum.GetValues<CommandId>()
        .Select(command => (command, count: _loops.Sum(loop => loop.Counters.Requests(command))))
        .Where(entry => entry.count > 0)
        .Select(entry => new Measurement<long>(entry.count, Tag("command", CommandNames.Of(entry.command))));

    private IEnumerable<Measurement<long>> Errors() => Enum.GetValues<RouterError>()
        .Select(error => new Measurement<long>(_loops.Sum(loop => loop.Counters.Errors(error)), Tag("kind", error.ToString())));

    private IEnumerable<Measurement<long>> Closed() => Enum.GetValues<ClosingReason>()
        .Select(reason => new Measurement<long>(_loops.Sum(loop => loop.Counters.Closed(reason)), Tag("reason", reason.ToString())));

    private IEnumerable<Measurement<T>> ByNode<T>(Func<NodeTotals, T> value)
        where T : struct => NodeTotals.Of(_loops).Select(node => new Measurement<T>(value(node), Tag("node", node.Name)));

    private IEnumerable<Measurement<long>> Scheduler() => _context.Topologies.Current is { } current
        ? [new Measurement<long>(1, Tag("scheduler", current.Document.Scheduler.Type.ToString()))]
        : [];

    private IEnumerable<Measurement<long>> Extras(Extra extra) => ByNode(node => node.Extras[(int)extra]);

    private IEnumerable<HistogramSnapshot> RequestLatencies() => Enum.GetValues<CommandId>()
        .Select(command => (command, counts: _loops.Select(loop => loop.Counters.LatencyOf(command)).OfType<LatencyCounts>().ToList()))
        .Where(entry => entry.counts.Count > 0)
        .Select(entry => LatencyCounts.Sum(entry.counts, Tag("command", CommandNames.Of(entry.command))));

    private IEnumerable<HistogramSnapshot> Latencies() =>
        _loops.SelectMany(loop => loop.Nodes).GroupBy(node => node.Name, StringComparer.Ordinal).Select(links =>
            LatencyCounts.Sum(links.Select(link => link.Latency), Tag("node", links.Key)));

    private long Sum(Func<LoopCounters, long> value) => _loops.Sum(loop => value(loop.Counters));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
