namespace K8sCache.Topology;

/// <summary>Bounds of a topology document; one beyond any of them is refused with a problem that names it.</summary>
public static class TopologyLimits
{
    public const int MaxNodes = 1000;

    /// <summary>Second tries of reads, in percent: more of them would be load, not help.</summary>
    public const double MaxHedgePercent = 20;

    /// <summary>Memory of one router's near cache: for the few hottest keys, not for a second tier.</summary>
    public const long MaxNearCacheBytes = 1L << 34;

    public const int MaxNearCacheStalenessMs = 10_000;

    /// <summary>Copies a slot may list: every node once.</summary>
    public const int MaxCopiesPerSlot = MaxNodes;

    /// <summary>Length of a node's name, zone or instance, in characters; a DNS name's limit.</summary>
    public const int MaxNameLength = 253;

    /// <summary>Length of <c>host:port</c>, in characters.</summary>
    public const int MaxAddressLength = 262;

    public const int MaxSchedulerParameters = 64;

    /// <summary>Size of a serialised document, in bytes; far above what a ConfigMap (1 MiB) can hold.</summary>
    public const int MaxDocumentBytes = 16 * 1024 * 1024;

    /// <summary>Problems reported for one document; the rest is counted.</summary>
    public const int MaxProblems = 100;
}
