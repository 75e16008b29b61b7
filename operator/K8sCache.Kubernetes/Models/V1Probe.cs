namespace K8sCache.Kubernetes.Models;

/// <summary>A question the kubelet keeps asking a container.</summary>
public sealed record V1Probe
{
    public int? FailureThreshold { get; init; }
    public V1HttpGetAction? HttpGet { get; init; }
    public int? InitialDelaySeconds { get; init; }
    public int? PeriodSeconds { get; init; }
    public int? SuccessThreshold { get; init; }
    public int? TimeoutSeconds { get; init; }
}
