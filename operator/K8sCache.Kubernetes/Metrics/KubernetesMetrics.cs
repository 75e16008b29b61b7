using System.Diagnostics.Metrics;

namespace K8sCache.Kubernetes.Metrics;

/// <summary>Owns the operator's meter: what informers, queues and controllers count.</summary>
/// <remarks>Tags are controller and kind names and outcomes, never objects.</remarks>
public sealed class KubernetesMetrics : IDisposable
{
    public const string MeterName = "K8sCache.Operator";

    // Reconciling waits for the API server and pods: milliseconds to minutes.
    private static readonly double[] Buckets =
        [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

    private static readonly InstrumentAdvice<double> Advice = new() { HistogramBucketBoundaries = Buckets };

    private readonly Counter<long> _reconciles;
    private readonly Histogram<double> _reconcileDuration;
    private readonly Counter<long> _queueAdds;
    private readonly Counter<long> _queueRetries;
    private readonly Histogram<double> _queueLatency;
    private readonly UpDownCounter<long> _queueDepth;
    private readonly UpDownCounter<long> _activeWorkers;
    private readonly Counter<long> _watchEvents;
    private readonly Counter<long> _lists;
    private readonly Counter<long> _watchFailures;
    private readonly Counter<long> _undecodable;
    private readonly UpDownCounter<long> _leading;

    public KubernetesMetrics()
    {
        _reconciles = Counter("reconcile", "{reconcile}", "Reconciliations by outcome.");
        _reconcileDuration = Meter.CreateHistogram(
            Name("reconcile_duration"), "s", "Time one reconciliation took.", advice: Advice);
        _queueAdds = Counter("workqueue_adds", "{key}", "Keys added to the work queue; a key waiting already counts too.");
        _queueRetries = Counter("workqueue_retries", "{key}", "Keys added again because their reconciliation failed.");
        _queueLatency = Meter.CreateHistogram(
            Name("workqueue_latency"), "s", "Time a key waited for a worker.", advice: Advice);
        _queueDepth = Meter.CreateUpDownCounter<long>(Name("workqueue_depth"), "{key}", "Keys waiting for a worker.");
        _activeWorkers = Meter.CreateUpDownCounter<long>(Name("active_workers"), "{worker}", "Reconciliations running now.");
        _watchEvents = Counter("watch_events", "{event}", "Changes informers were told, by kind.");
        _lists = Counter("lists", "{list}", "Full lists informers took, by kind.");
        _watchFailures = Counter("watch_failures", "{failure}", "Lists and watches that failed or broke, by kind.");
        _undecodable = Counter(
            "undecodable_objects", "{object}", "Objects left out because their model can't represent them.");
        _leading = Meter.CreateUpDownCounter<long>(Name("leading"), "{leader}", "1 while this instance holds the lease.");
    }

    public Meter Meter { get; } = new(MeterName);

    public void Reconciled(string controller, string result, TimeSpan duration)
    {
        _reconciles.Add(1, new("controller", controller), new("result", result));
        _reconcileDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("controller", controller));
    }

    /// <summary>Shows a queue's counts from the start: a rate over a series that appears with its first failure misses that one.</summary>
    public void QueueStarted(string queue)
    {
        _queueAdds.Add(0, Tag("controller", queue));
        _queueRetries.Add(0, Tag("controller", queue));
        _queueDepth.Add(0, Tag("controller", queue));
        _activeWorkers.Add(0, Tag("controller", queue));
    }

    /// <summary>Shows an informer's counts from the start.</summary>
    public void InformerStarted(string kind)
    {
        _lists.Add(0, Tag("kind", kind));
        _watchEvents.Add(0, Tag("kind", kind));
        _watchFailures.Add(0, Tag("kind", kind));
        _undecodable.Add(0, Tag("kind", kind));
    }

    public void WorkerStarted(string controller) => _activeWorkers.Add(1, Tag("controller", controller));

    public void WorkerFinished(string controller) => _activeWorkers.Add(-1, Tag("controller", controller));

    public void KeyAdded(string queue) => _queueAdds.Add(1, Tag("controller", queue));

    public void KeyRetried(string queue) => _queueRetries.Add(1, Tag("controller", queue));

    public void KeyWaiting(string queue) => _queueDepth.Add(1, Tag("controller", queue));

    public void KeyTaken(string queue, TimeSpan waited)
    {
        _queueDepth.Add(-1, Tag("controller", queue));
        _queueLatency.Record(waited.TotalSeconds, Tag("controller", queue));
    }

    public void WatchEvent(string kind) => _watchEvents.Add(1, Tag("kind", kind));

    public void Listed(string kind) => _lists.Add(1, Tag("kind", kind));

    public void WatchFailed(string kind) => _watchFailures.Add(1, Tag("kind", kind));

    public void Undecodable(string kind) => _undecodable.Add(1, Tag("kind", kind));

    public void LeadershipChanged(bool leading) => _leading.Add(leading ? 1 : -1);

    public void Dispose() => Meter.Dispose();

    private static string Name(string name) => "k8scache_operator_" + name;

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private Counter<long> Counter(string name, string unit, string description) =>
        Meter.CreateCounter<long>(Name(name), unit, description);
}
