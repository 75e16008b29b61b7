using K8sCache.Operator.Api;

namespace K8sCache.Operator.Desired;

/// <summary>All that the objects of a cluster depend on.</summary>
public sealed record DesiredInput
{
    public required CacheCluster Cluster { get; init; }

    public required PodImage Image { get; init; }

    /// <summary>
    /// Cache server pods to run now. More than the spec asks for while servers that leave still hand over their slots, and
    /// while a spare stands in for those that are replaced.
    /// </summary>
    public required int NodeReplicas { get; init; }

    /// <summary>Lowest ordinal of the cache servers that a changed template may replace now.</summary>
    public required int NodePartition { get; init; }

    /// <summary>The mark of a rolling replacement that wants a spare, to be kept with the StatefulSet; null where none does.</summary>
    public string? Surge { get; init; }

    /// <summary>The spec as it is kept with the StatefulSet; null where it is not.</summary>
    public string? SpecInForce { get; init; }

    /// <summary>Whether the API server knows ServiceMonitors.</summary>
    public bool ServiceMonitorsAvailable { get; init; }

    public string Name => Cluster.Metadata.Name!;

    public CacheClusterSpec Spec => Cluster.Spec;
}
