using K8sCache.Kubernetes.Objects;
using Prometheus;

namespace K8sCache.Operator.Metrics;

/// <summary>What the operator counts of clusters; the library counts passes, queues and watches.</summary>
/// <remarks>No cluster is named: which it is say its conditions and events.</remarks>
public sealed class OperatorMetrics
{
    private readonly Gauge _invalid;
    private readonly Counter _judgingFailures;
    private readonly Lock _lock = new();
    private readonly HashSet<ObjectKey> _invalidClusters = [];

    public OperatorMetrics(IMetricFactory factory)
    {
        _invalid = factory.CreateGauge(
            "k8scache_operator_invalid_clusters", "CacheClusters whose condition Valid is False: they go on by the spec before.");
        _judgingFailures = factory.CreateCounter(
            "k8scache_operator_judging_failures_total", "Passes over a spec that could neither be accepted nor refused, for a fault of the operator.");
    }

    public void JudgingFailed() => _judgingFailures.Inc();

    public void Judged(ObjectKey cluster, bool isValid)
    {
        lock (_lock)
        {
            if (isValid ? _invalidClusters.Remove(cluster) : _invalidClusters.Add(cluster))
                _invalid.Set(_invalidClusters.Count);
        }
    }

    /// <summary>Drops a cluster that is gone.</summary>
    public void Forget(ObjectKey cluster) => Judged(cluster, isValid: true);
}
