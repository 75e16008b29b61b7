using K8sCache.Kubernetes.Metrics;

namespace K8sCache.Kubernetes.Tests.Metrics;

/// <summary>Metrics in a registry of their own, for tests that run side by side.</summary>
internal static class TestMetrics
{
    public static KubernetesMetrics New() => new(Prometheus.Metrics.WithCustomRegistry(Prometheus.Metrics.NewCustomRegistry()));
}
