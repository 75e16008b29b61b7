using k8s.Models;

namespace K8sCache.Operator.Desired;

/// <summary>A port to scrape.</summary>
public sealed record ServiceMonitorEndpoint
{
    public string? Path { get; init; }
    public string? Port { get; init; }

    /// <summary>A port of the pods that the Service itself does not have.</summary>
    public IntOrString? TargetPort { get; init; }
}
