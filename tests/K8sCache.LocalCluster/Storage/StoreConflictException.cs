namespace K8sCache.LocalCluster.Storage;

/// <summary>A write's expected version is not the current one: read again and retry, or answer 409.</summary>
public sealed class StoreConflictException(StoredObject? current) : Exception("the object has changed")
{
    /// <summary>What is there now; null for nothing.</summary>
    public StoredObject? Current { get; } = current;
}
