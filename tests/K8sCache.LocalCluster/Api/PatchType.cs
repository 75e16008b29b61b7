namespace K8sCache.LocalCluster.Api;

public enum PatchType
{
    /// <summary>RFC 6902.</summary>
    Json,

    /// <summary>RFC 7386.</summary>
    Merge,

    StrategicMerge,

    /// <summary>Server-side apply, forced when it comes from inside the process.</summary>
    Apply,
}
