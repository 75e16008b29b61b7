namespace K8sCache.Operator.Observe;

/// <summary>A cache server pod: what Kubernetes says of it, and what it says of itself.</summary>
public sealed record ObservedNode
{
    public required ObservedPod Pod { get; init; }

    /// <summary>Its number in the StatefulSet.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Null when it did not answer.</summary>
    public NodeReport? Report { get; init; }

    /// <summary>Failure domain, null when not known.</summary>
    public string? Zone { get; init; }

    /// <summary>Whether it has not answered for so long that it counts as dead, whatever Kubernetes says.</summary>
    public bool IsSilent { get; init; }

    /// <summary>
    /// Whether routers get answers from it: they know it by the topology, and ask it as soon as it has one, before Kubernetes
    /// calls its pod ready, and until it ends.
    /// </summary>
    public bool Serves => Pod.IsReady || Report is { Instance: not null, Epoch: > 0 };

    public bool Answers => Report is { Instance: not null };
}
