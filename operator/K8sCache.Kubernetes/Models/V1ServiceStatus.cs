namespace K8sCache.Kubernetes.Models;

/// <summary>What a load balancer reports about a <see cref="V1Service"/>.</summary>
public sealed record V1ServiceStatus
{
    public V1LoadBalancerStatus? LoadBalancer { get; init; }
}
