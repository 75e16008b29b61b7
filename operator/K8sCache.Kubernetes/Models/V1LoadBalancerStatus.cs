namespace K8sCache.Kubernetes.Models;

/// <summary>Where a load balancer takes connections.</summary>
public sealed record V1LoadBalancerStatus
{
    public IReadOnlyList<V1LoadBalancerIngress>? Ingress { get; init; }
}
