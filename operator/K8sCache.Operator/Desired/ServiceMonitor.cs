using K8sCache.Kubernetes.Objects;

namespace K8sCache.Operator.Desired;

/// <summary>What the Prometheus operator scrapes; only the fields we write.</summary>
[KubernetesEntity(Group = "monitoring.coreos.com", ApiVersion = "v1", Kind = "ServiceMonitor", PluralName = "servicemonitors")]
public sealed record ServiceMonitor : KubernetesObject
{
    public ServiceMonitorDefinition? Spec { get; init; }
}
