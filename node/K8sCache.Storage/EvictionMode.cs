namespace K8sCache.Storage;

/// <summary>What happens when the memory limit is reached.</summary>
public enum EvictionMode
{
    /// <summary>Writes that need memory are refused.</summary>
    None,

    /// <summary>The entry unused for longest goes (shard by shard, so the order is nearly, not exactly, global).</summary>
    Lru,
}
