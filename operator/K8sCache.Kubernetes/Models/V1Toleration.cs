namespace K8sCache.Kubernetes.Models;

/// <summary>Lets a pod run on machines with a matching taint.</summary>
public sealed record V1Toleration
{
    public string? Effect { get; init; }
    public string? Key { get; init; }
    public string? Operator { get; init; }
    public long? TolerationSeconds { get; init; }
    public string? Value { get; init; }
}
