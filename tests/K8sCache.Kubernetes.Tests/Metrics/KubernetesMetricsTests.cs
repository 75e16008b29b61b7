using System.Text;
using K8sCache.Kubernetes.Metrics;
using Prometheus;

namespace K8sCache.Kubernetes.Tests.Metrics;

public sealed class KubernetesMetricsTests
{
    private readonly CollectorRegistry _registry = Prometheus.Metrics.NewCustomRegistry();
    private readonly KubernetesMetrics _metrics;

    public KubernetesMetricsTests() => _metrics = new KubernetesMetrics(Prometheus.Metrics.WithCustomRegistry(_registry));

    /// <summary>Names are API: dashboards and alerts are written against them.</summary>
    [Fact]
    public async Task Every_family_is_named_typed_and_described()
    {
        var page = await PageAsync();
        Assert.Equal(
            [
                "k8scache_operator_active_workers gauge", "k8scache_operator_leading gauge", "k8scache_operator_lists_total counter",
                "k8scache_operator_reconcile_duration_seconds histogram", "k8scache_operator_reconcile_total counter",
                "k8scache_operator_undecodable_objects_total counter", "k8scache_operator_watch_events_total counter",
                "k8scache_operator_watch_failures_total counter", "k8scache_operator_workqueue_adds_total counter",
                "k8scache_operator_workqueue_depth gauge", "k8scache_operator_workqueue_latency_seconds histogram",
                "k8scache_operator_workqueue_retries_total counter",
            ],
            page.Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line["# TYPE ".Length..]).Order(StringComparer.Ordinal));
        Assert.All(
            page.Where(line => line.StartsWith("# HELP ", StringComparison.Ordinal)),
            line => Assert.False(string.IsNullOrWhiteSpace(line.Split(' ', 4)[3])));
    }

    [Fact]
    public async Task A_reconciliation_counts_by_controller_and_result_and_is_timed()
    {
        _metrics.Reconciled("clusters", "success", TimeSpan.FromMilliseconds(1500));
        var page = await PageAsync();
        Assert.Contains("k8scache_operator_reconcile_total{controller=\"clusters\",result=\"success\"} 1", page);
        Assert.Contains("k8scache_operator_reconcile_duration_seconds_sum{controller=\"clusters\"} 1.5", page);
        Assert.Contains("k8scache_operator_reconcile_duration_seconds_count{controller=\"clusters\"} 1", page);
        Assert.Contains("k8scache_operator_reconcile_duration_seconds_bucket{controller=\"clusters\",le=\"1\"} 0", page);
        Assert.Contains("k8scache_operator_reconcile_duration_seconds_bucket{controller=\"clusters\",le=\"2.5\"} 1", page);
    }

    [Fact]
    public async Task What_has_started_shows_its_counts_before_anything_happened()
    {
        _metrics.QueueStarted("clusters");
        _metrics.InformerStarted("Pod");
        var page = await PageAsync();
        Assert.All(
            (string[])["workqueue_adds_total", "workqueue_retries_total", "workqueue_depth", "active_workers"],
            name => Assert.Contains($"k8scache_operator_{name}{{controller=\"clusters\"}} 0", page));
        Assert.All(
            (string[])["lists_total", "watch_events_total", "watch_failures_total", "undecodable_objects_total"],
            name => Assert.Contains($"k8scache_operator_{name}{{kind=\"Pod\"}} 0", page));
        Assert.Contains("k8scache_operator_leading 0", page);
    }

    private async Task<string[]> PageAsync()
    {
        using var stream = new MemoryStream();
        await _registry.CollectAndExportAsTextAsync(stream, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
