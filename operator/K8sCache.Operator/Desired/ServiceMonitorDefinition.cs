using k8s.Models;

namespace K8sCache.Operator.Desired;

/// <summary>Which Services to scrape the endpoints of, and how.</summary>
public sealed record ServiceMonitorDefinition
{
    public IReadOnlyList<ServiceMonitorEndpoint>? Endpoints { get; init; }
    public V1LabelSelector? Selector { get; init; }

    /// <summary>Labels of the Service that become labels of its metrics.</summary>
    public IReadOnlyList<string>? TargetLabels { get; init; }
}
