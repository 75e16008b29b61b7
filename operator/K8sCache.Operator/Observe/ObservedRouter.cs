namespace K8sCache.Operator.Observe;

/// <summary>A router pod: what Kubernetes says of it, and what it says of itself.</summary>
public sealed record ObservedRouter
{
    public required ObservedPod Pod { get; init; }

    /// <summary>Null when it did not answer.</summary>
    public RouterReport? Report { get; init; }
}
