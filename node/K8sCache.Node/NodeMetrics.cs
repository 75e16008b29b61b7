using System.Diagnostics.Metrics;
using K8sCache.Hosting.Metrics;
using K8sCache.Node.Load;
using K8sCache.Node.Serving;
using K8sCache.Node.Transfer;
using K8sCache.Resp.Commands;
using K8sCache.Resp.Transport.Tls;

namespace K8sCache.Node;

/// <summary>
/// Every instrument of a node. All are observable: a request costs additions to its loop's own counters, and a scrape
/// adds the loops up.
/// </summary>
internal sealed class NodeMetrics : IDisposable
{
    public const string MeterName = "K8sCache.Node";

    private const double NanosecondsPerSecond = 1e9;

    private readonly NodeContext _node;
    private readonly Meter _meter = new(MeterName);

    public NodeMetrics(NodeContext node, SlotFiller filler)
    {
        _node = node;
        Registry = new MetricRegistry(meter => ReferenceEquals(meter, _meter));
        AddRequests();
        AddEntries();
        AddConnections();
        AddLoad();
        AddReplication(filler);
        if (node.Tls is not null)
            AddTls(node.Tls);
    }

    public MetricRegistry Registry { get; }

    public void Dispose()
    {
        Registry.Dispose();
        _meter.Dispose();
    }

    private void AddRequests()
    {
        _meter.CreateObservableCounter("k8scache_node_requests", RequestsByCommand, "{request}", "Requests run, by command.");
        _meter.CreateObservableCounter(
            "k8scache_node_request_errors", () => Sum(c => c.Errors), "{request}", "Requests refused: unknown, malformed, or not this node's.");
        _meter.CreateObservableCounter("k8scache_node_hits", () => Sum(c => c.Hits), "{read}", "Reads that found their key.");
        _meter.CreateObservableCounter("k8scache_node_misses", () => Sum(c => c.Misses), "{read}", "Reads that did not find their key.");
    }

    private void AddEntries()
    {
        var engine = _node.Engine;
        _meter.CreateObservableGauge("k8scache_node_entries", () => engine.Count, "{entry}", "Entries held, copies of other nodes' included.");
        _meter.CreateObservableGauge(
            "k8scache_node_entries_with_expiry", () => engine.Counters.EntriesWithExpiry, "{entry}", "Entries that will expire.");
        _meter.CreateObservableGauge("k8scache_node_tombstones", () => engine.Counters.Tombstones, "{entry}", "Deletes remembered for copies.");
        _meter.CreateObservableGauge("k8scache_node_memory_used", () => engine.MemoryUsedBytes, "By", "Memory of entries and their overheads.");
        _meter.CreateObservableGauge("k8scache_node_memory_limit", () => engine.MemoryLimitBytes, "By", "Bound of the memory used.");
        _meter.CreateObservableCounter("k8scache_node_evictions", () => engine.Counters.EvictedTotal, "{entry}", "Entries evicted for room.");
        _meter.CreateObservableCounter(
            "k8scache_node_evicted", () => engine.Counters.EvictedBytesTotal, "By", "Bytes of the entries evicted: with the entries, how long those are that leave.");
        _meter.CreateObservableCounter("k8scache_node_expirations", () => engine.Counters.ExpiredTotal, "{entry}", "Entries that expired.");
    }

    private void AddConnections()
    {
        var clients = _node.Clients;
        _meter.CreateObservableGauge("k8scache_node_connections", () => clients.Count, "{connection}", "Connections open.");
        _meter.CreateObservableCounter(
            "k8scache_node_connections_accepted", () => clients.AcceptedTotal, "{connection}", "Connections accepted.");
        _meter.CreateObservableCounter(
            "k8scache_node_connections_refused", () => _node.ClientListeners.Sum(listener => listener.RefusedCount),
            "{connection}", "Connections refused: more than maxclients.");
        _meter.CreateObservableCounter(
            "k8scache_node_connections_closed", ClosedByReason, "{connection}", "Connections the node closed by itself, by reason.");
        _meter.CreateObservableGauge(
            "k8scache_node_tracking_clients", () => _node.Changes.Table.ClientCount, "{connection}", "Connections told of keys that change.");
        _meter.CreateObservableGauge(
            "k8scache_node_tracking_keys", () => _node.Changes.Table.Counts.Keys, "{key}", "Keys remembered for them.");
        _meter.CreateObservableCounter(
            "k8scache_node_tracking_messages", () => _node.Loops.Sum(loop => loop.Invalidations.SentTotal), "{message}", "Invalidations sent to them.");
        _meter.CreateObservableCounter("k8scache_node_slow_commands", () => _node.SlowLog.Total, "{command}", "Commands kept in the slow log.");
        _meter.CreateObservableCounter("k8scache_node_received", () => Sum(c => c.BytesIn), "By", "Bytes of requests.");
        _meter.CreateObservableCounter("k8scache_node_sent", () => Sum(c => c.BytesOut), "By", "Bytes of replies.");
    }

    private void AddLoad()
    {
        _meter.CreateObservableGauge("k8scache_node_in_flight", () => _node.InFlight, "{request}", "Requests not answered yet.");
        _meter.CreateObservableGauge(
            "k8scache_node_service_time", () => _node.ServiceTimeNanoseconds / NanosecondsPerSecond, "s", "Smoothed service time, as routers are told.");
        _meter.CreateObservableGauge("k8scache_node_cpu_share", _node.Cpu.Read, "1", "Part of the machine's processors used.");
        Registry.Add(new ObservableHistogram(
            "k8scache_node_request_duration_seconds",
            "Time to serve a request, averaged over those that arrived together.",
            () => [LatencyCounts.Sum(_node.Loops.Select(loop => loop.Counters.ServiceTimes))]));
        Registry.Add(new ObservableHistogram(
            "k8scache_node_queue_delay_seconds",
            "Time between a request's arrival at its event loop and its start.",
            () => [LatencyCounts.Sum(_node.Loops.Select(loop => loop.Counters.QueueDelays))]));
    }

    private void AddReplication(SlotFiller filler)
    {
        var loops = _node.Loops;
        _meter.CreateObservableCounter(
            "k8scache_node_replication_acknowledgements", () => loops.Sum(l => l.Replicator.AcknowledgedTotal), "{write}", "Writes a copy acknowledged.");
        _meter.CreateObservableCounter(
            "k8scache_node_replication_errors", () => loops.Sum(l => l.Replicator.ErrorsTotal), "{error}", "Broken connections and refusals of copies.");
        _meter.CreateObservableCounter(
            "k8scache_node_replication_timeouts", () => loops.Sum(l => l.Replicator.LateTotal), "{write}", "Writes not acknowledged in time.");
        _meter.CreateObservableGauge(
            "k8scache_node_replication_behind", () => loops.Sum(l => l.Replicator.Behind), "{write}", "Writes copies have not acknowledged.");
        _meter.CreateObservableGauge(
            "k8scache_node_replication_pending", () => loops.Sum(l => l.Replicator.PendingBytes), "By", "Bytes kept to be sent to copies.");
        _meter.CreateObservableCounter(
            "k8scache_node_replication_steps", () => loops.Sum(l => l.Replicator.StepsTotal), "{write}",
            "Writes sent as what they changed, instead of the whole value.");
        _meter.CreateObservableCounter(
            "k8scache_node_replication_states_wanted", () => loops.Sum(l => l.Replicator.StatesWantedTotal), "{write}",
            "Changes a copy could not take, so that it was sent the whole value.");
        Registry.Add(new ObservableHistogram(
            "k8scache_node_replication_delay_seconds",
            "Time from a write to a copy's acknowledgement.",
            () => [LatencyCounts.Sum(loops.Select(loop => loop.Replicator.Delays))]));
        _meter.CreateObservableCounter("k8scache_node_filled_entries", () => filler.EntriesTotal, "{entry}", "Entries received to fill copies.");
        _meter.CreateObservableCounter(
            "k8scache_node_fill_restarts", () => filler.RestartsTotal, "{stream}", "Fills of copies begun again: a connection broke, or memory was full.");
        _meter.CreateObservableGauge("k8scache_node_filling_slots", () => CountOf(filler.Progress.Filling), "{slot}", "Slots being filled.");
        _meter.CreateObservableGauge("k8scache_node_topology_epoch", () => _node.View?.Epoch ?? 0, "{epoch}", "Epoch in force; 0 = no topology.");
    }

    private void AddTls(NodeTls tls)
    {
        _meter.CreateObservableGauge("k8scache_node_tls_connections", () => tls.Counters.Open, "{connection}", "Encrypted connections open, of clients and nodes.");
        _meter.CreateObservableCounter("k8scache_node_tls_handshakes", () => tls.Counters.HandshakesTotal, "{handshake}", "TLS handshakes that succeeded.");
        _meter.CreateObservableCounter(
            "k8scache_node_tls_handshake_failures",
            () => Enum.GetValues<TlsFailure>().Select(reason => new Measurement<long>(
                tls.Counters.FailuresFor(reason), new KeyValuePair<string, object?>("reason", reason.ToString()))),
            "{handshake}", "TLS handshakes that failed, by reason.");
        _meter.CreateObservableCounter(
            "k8scache_node_tls_reload_failures", () => tls.ReloadFailures, "{reload}", "Changes of the certificate's files that could not be used.");
        _meter.CreateObservableGauge(
            "k8scache_node_tls_certificate_expiry_timestamp", () => tls.Identity.ExpiresAt.ToUnixTimeSeconds(), "s",
            "When the certificate in use expires, since 1970.");
    }

    private long Sum(Func<LoopCounters, long> count) => _node.Loops.Sum(loop => count(loop.Counters));

    private IEnumerable<Measurement<long>> ClosedByReason() => Enum.GetValues<ClosingReason>().Select(reason =>
        new Measurement<long>(
            Sum(counters => counters.ClosedFor(reason)), new KeyValuePair<string, object?>("reason", reason.ToString())));

    private static int CountOf(IEnumerable<(int From, int To)> ranges) => ranges.Sum(range => range.To - range.From + 1);

    private IEnumerable<Measurement<long>> RequestsByCommand()
    {
        foreach (var command in CommandTable.Default.Commands.SelectMany(Leaves))
        {
            var calls = Sum(counters => counters.CallsOf(command.Id));
            if (calls > 0)
                yield return new Measurement<long>(calls, new KeyValuePair<string, object?>("command", command.Name));
        }
    }

    /// <summary>A container is counted too: some answer when called by their name alone.</summary>
    private static IEnumerable<CommandSpec> Leaves(CommandSpec command) => [command, .. command.Subcommands];
}
