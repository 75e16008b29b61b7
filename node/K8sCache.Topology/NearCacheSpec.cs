namespace K8sCache.Topology;

/// <summary>Values of hot keys kept in the routers, as the topology document carries it.</summary>
public sealed record NearCacheSpec
{
    /// <summary>Memory in each router; 1 to <see cref="TopologyLimits.MaxNearCacheBytes"/>.</summary>
    public required long Bytes { get; init; }

    /// <summary>The longest a value is given out after it was asked for; 1 to <see cref="TopologyLimits.MaxNearCacheStalenessMs"/>.</summary>
    public int StalenessMs { get; init; } = 100;
}
