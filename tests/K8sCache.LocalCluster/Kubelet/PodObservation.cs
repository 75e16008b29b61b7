namespace K8sCache.LocalCluster.Kubelet;

/// <summary>What a pod's status is made from.</summary>
internal sealed record PodObservation
{
    /// <summary>Null until the pod has an address.</summary>
    public PodAddress? Address { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required IReadOnlyList<ObservedContainer> InitContainers { get; init; }

    public required IReadOnlyList<ObservedContainer> Containers { get; init; }

    /// <summary>Every init container has done its part.</summary>
    public required bool IsInitialized { get; init; }

    /// <summary>No container will run again.</summary>
    public required bool IsOver { get; init; }
}
