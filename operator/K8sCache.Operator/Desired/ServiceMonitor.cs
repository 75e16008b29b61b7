using k8s;
using k8s.Models;

namespace K8sCache.Operator.Desired;

/// <summary>What the Prometheus operator scrapes; only the fields we write.</summary>
[KubernetesEntity(Group = "monitoring.coreos.com", ApiVersion = "v1", Kind = "ServiceMonitor", PluralName = "servicemonitors")]
public sealed record ServiceMonitor : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "monitoring.coreos.com/v1";

    public string Kind { get; set; } = nameof(ServiceMonitor);

    public V1ObjectMeta Metadata { get; set; } = new();

    public ServiceMonitorDefinition? Spec { get; init; }
}
