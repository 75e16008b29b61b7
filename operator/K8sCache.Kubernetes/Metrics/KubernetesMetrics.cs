using Prometheus;

namespace K8sCache.Kubernetes.Metrics;

/// <summary>What informers, queues, controllers and leader election count.</summary>
/// <remarks>Labels are controller and kind names and outcomes, never objects.</remarks>
public sealed class KubernetesMetrics
{
    // Reconciling waits for the API server and pods: milliseconds to minutes.
    private static readonly HistogramConfiguration Buckets = new()
    {
        Buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
    };

    private readonly Counter _reconciles;
    private readonly Histogram _reconcileDuration;
    private readonly Counter _queueAdds;
    private readonly Counter _queueRetries;
    private readonly Histogram _queueLatency;
    private readonly Gauge _queueDepth;
    private readonly Gauge _activeWorkers;
    private readonly Counter _watchEvents;
    private readonly Counter _lists;
    private readonly Counter _watchFailures;
    private readonly Counter _undecodable;
    private readonly Gauge _leading;

    public KubernetesMetrics(IMetricFactory factory)
    {
        _reconciles = factory.CreateCounter(Name("reconcile_total"), "Reconciliations by outcome.", ["controller", "result"]);
        _reconcileDuration = factory.CreateHistogram(Name("reconcile_duration_seconds"), "Time one reconciliation took.", ["controller"], Buckets);
        _queueAdds = factory.CreateCounter(
            Name("workqueue_adds_total"), "Keys added to the work queue; a key waiting already counts too.", ["controller"]);
        _queueRetries = factory.CreateCounter(
            Name("workqueue_retries_total"), "Keys added again because their reconciliation failed.", ["controller"]);
        _queueLatency = factory.CreateHistogram(Name("workqueue_latency_seconds"), "Time a key waited for a worker.", ["controller"], Buckets);
        _queueDepth = factory.CreateGauge(Name("workqueue_depth"), "Keys waiting for a worker.", ["controller"]);
        _activeWorkers = factory.CreateGauge(Name("active_workers"), "Reconciliations running now.", ["controller"]);
        _watchEvents = factory.CreateCounter(Name("watch_events_total"), "Changes informers were told, by kind.", ["kind"]);
        _lists = factory.CreateCounter(Name("lists_total"), "Full lists informers took, by kind.", ["kind"]);
        _watchFailures = factory.CreateCounter(Name("watch_failures_total"), "Lists and watches that failed or broke, by kind.", ["kind"]);
        _undecodable = factory.CreateCounter(
            Name("undecodable_objects_total"), "Objects left out because their model can't represent them.", ["kind"]);
        _leading = factory.CreateGauge(Name("leading"), "1 while this instance holds the lease.");
    }

    public void Reconciled(string controller, string result, TimeSpan duration)
    {
        _reconciles.WithLabels(controller, result).Inc();
        _reconcileDuration.WithLabels(controller).Observe(duration.TotalSeconds);
    }

    /// <summary>Shows a queue's counts from the start: a rate over a series that appears with its first failure misses that one.</summary>
    public void QueueStarted(string queue)
    {
        _queueAdds.WithLabels(queue);
        _queueRetries.WithLabels(queue);
        _queueLatency.WithLabels(queue);
        _queueDepth.WithLabels(queue);
        _activeWorkers.WithLabels(queue);
    }

    /// <summary>Shows an informer's counts from the start.</summary>
    public void InformerStarted(string kind)
    {
        _lists.WithLabels(kind);
        _watchEvents.WithLabels(kind);
        _watchFailures.WithLabels(kind);
        _undecodable.WithLabels(kind);
    }

    public void WorkerStarted(string controller) => _activeWorkers.WithLabels(controller).Inc();

    public void WorkerFinished(string controller) => _activeWorkers.WithLabels(controller).Dec();

    public void KeyAdded(string queue) => _queueAdds.WithLabels(queue).Inc();

    public void KeyRetried(string queue) => _queueRetries.WithLabels(queue).Inc();

    public void KeyWaiting(string queue) => _queueDepth.WithLabels(queue).Inc();

    public void KeyTaken(string queue, TimeSpan waited)
    {
        _queueDepth.WithLabels(queue).Dec();
        _queueLatency.WithLabels(queue).Observe(waited.TotalSeconds);
    }

    public void WatchEvent(string kind) => _watchEvents.WithLabels(kind).Inc();

    public void Listed(string kind) => _lists.WithLabels(kind).Inc();

    public void WatchFailed(string kind) => _watchFailures.WithLabels(kind).Inc();

    public void Undecodable(string kind) => _undecodable.WithLabels(kind).Inc();

    public void LeadershipChanged(bool leading) => _leading.Inc(leading ? 1 : -1);

    private static string Name(string name) => "k8scache_operator_" + name;
}
