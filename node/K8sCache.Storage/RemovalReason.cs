namespace K8sCache.Storage;

/// <summary>Why the engine itself removed an entry.</summary>
public enum RemovalReason
{
    Evicted,
    Expired,
}
