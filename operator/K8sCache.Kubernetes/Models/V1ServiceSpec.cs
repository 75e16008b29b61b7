namespace K8sCache.Kubernetes.Models;

/// <summary>Which pods a <see cref="V1Service"/> leads to, and how.</summary>
public sealed record V1ServiceSpec
{
    /// <summary><c>None</c>: headless, DNS answers with the pods' own addresses.</summary>
    public string? ClusterIP { get; init; }

    public string? ExternalTrafficPolicy { get; init; }
    public string? InternalTrafficPolicy { get; init; }
    public string? LoadBalancerClass { get; init; }
    public IReadOnlyList<V1ServicePort>? Ports { get; init; }
    public bool? PublishNotReadyAddresses { get; init; }
    public IReadOnlyDictionary<string, string>? Selector { get; init; }

    /// <summary>Prefers endpoints near the client, such as <c>PreferClose</c>.</summary>
    public string? TrafficDistribution { get; init; }

    /// <summary><c>ClusterIP</c>, <c>NodePort</c> or <c>LoadBalancer</c>.</summary>
    public string? Type { get; init; }
}
