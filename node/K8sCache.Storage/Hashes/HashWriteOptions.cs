namespace K8sCache.Storage.Hashes;

/// <summary>How fields are written.</summary>
public readonly record struct HashWriteOptions
{
    public FieldCondition Condition { get; init; }

    /// <summary>When the fields expire, milliseconds since the Unix epoch; 0 = never. One that is past removes them.</summary>
    public long ExpiresAtMs { get; init; }

    /// <summary>Leaves the fields' expiry as it is instead.</summary>
    public bool KeepExpiry { get; init; }
}
