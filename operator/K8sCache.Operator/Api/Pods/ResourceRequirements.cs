using K8sCache.Kubernetes.Objects;

namespace K8sCache.Operator.Api.Pods;

/// <summary>What a container is promised, and what it may take at most.</summary>
public sealed record ResourceRequirements
{
    public IReadOnlyDictionary<string, Quantity>? Limits { get; init; }
    public IReadOnlyDictionary<string, Quantity>? Requests { get; init; }
}
