using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using K8sCache.Kubernetes.Metrics;

namespace K8sCache.Kubernetes.Tests.Metrics;

public sealed class KubernetesMetricsTests
{
    /// <summary>Names are API: dashboards and alerts are written against them.</summary>
    [Fact]
    public void Every_instrument_is_named_described_and_has_a_unit()
    {
        using var metrics = new KubernetesMetrics();
        var seen = new ConcurrentQueue<Instrument>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter == metrics.Meter)
                seen.Enqueue(instrument);
        };
        listener.Start();
        Assert.Equal(
            [
                "k8scache_operator_active_workers", "k8scache_operator_leading", "k8scache_operator_lists",
                "k8scache_operator_reconcile", "k8scache_operator_reconcile_duration",
                "k8scache_operator_undecodable_objects", "k8scache_operator_watch_events",
                "k8scache_operator_watch_failures", "k8scache_operator_workqueue_adds",
                "k8scache_operator_workqueue_depth", "k8scache_operator_workqueue_latency",
                "k8scache_operator_workqueue_retries",
            ],
            seen.Select(instrument => instrument.Name).Order(StringComparer.Ordinal));
        Assert.All(seen, instrument => Assert.False(string.IsNullOrEmpty(instrument.Description)));
        Assert.All(seen, instrument => Assert.False(string.IsNullOrEmpty(instrument.Unit)));
    }

    [Fact]
    public void A_reconciliation_counts_by_controller_and_result_and_is_timed()
    {
        using var metrics = new KubernetesMetrics();
        var measured = new ConcurrentQueue<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter == metrics.Meter)
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Enqueue(Describe(instrument, value, tags)));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured.Enqueue(Describe(instrument, value, tags)));
        listener.Start();
        metrics.Reconciled("clusters", "success", TimeSpan.FromMilliseconds(1500));
        Assert.Equal(
            [
                "k8scache_operator_reconcile 1 controller=clusters result=success",
                "k8scache_operator_reconcile_duration 1.5 controller=clusters",
            ],
            measured);
    }

    private static string Describe<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', [instrument.Name, FormattableString.Invariant($"{value}"), .. tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")]);
}
