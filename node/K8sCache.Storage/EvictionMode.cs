namespace K8sCache.Storage;

/// <summary>What happens when the memory limit is reached.</summary>
public enum EvictionMode
{
    /// <summary>Writes that need memory are refused.</summary>
    None,

    /// <summary>The entries least likely to be asked for again go first, by S3-FIFO, shard by shard.</summary>
    S3Fifo,
}
