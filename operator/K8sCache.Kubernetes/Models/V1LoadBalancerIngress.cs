namespace K8sCache.Kubernetes.Models;

/// <summary>One address of a load balancer.</summary>
public sealed record V1LoadBalancerIngress
{
    public string? Hostname { get; init; }
    public string? Ip { get; init; }
}
