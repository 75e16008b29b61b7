namespace K8sCache.Storage;

/// <summary>Why the engine itself removed an entry, or a part of it.</summary>
public enum RemovalReason
{
    Evicted,
    Expired,

    /// <summary>Fields of a hash expired; the rest of it may be there.</summary>
    FieldsExpired,
}
