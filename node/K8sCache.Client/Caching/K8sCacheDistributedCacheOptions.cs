namespace K8sCache.Client.Caching;

/// <summary>How <see cref="K8sCacheDistributedCache"/> keeps its entries.</summary>
public sealed class K8sCacheDistributedCacheOptions
{
    /// <summary>Stands before every key, so that applications can share a cache; empty = nothing does.</summary>
    public string InstanceName { get; set; } = "";
}
