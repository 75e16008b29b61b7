using K8sCache.Kubernetes.Crd;

namespace K8sCache.Operator.Api;

/// <summary>Whether, and how, the Prometheus operator is told about a cluster.</summary>
public sealed record ServiceMonitorSpec
{
    [Description("Makes a ServiceMonitor of the cluster's name, where the Prometheus operator is installed.")]
    public bool Enabled { get; init; }

    [Description("Labels of the ServiceMonitor: what the Prometheus selects it by.")]
    [Length(0, 32)]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}
