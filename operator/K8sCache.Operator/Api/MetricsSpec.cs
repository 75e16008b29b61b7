using K8sCache.Kubernetes.Crd;

namespace K8sCache.Operator.Api;

/// <summary>How a cluster's metrics are collected.</summary>
public sealed record MetricsSpec
{
    [Description("A ServiceMonitor for the Prometheus operator.")]
    public ServiceMonitorSpec ServiceMonitor { get; set; } = new();
}
