namespace K8sCache.Storage.Hashes;

/// <summary>What became of a field whose expiry was to change: the numbers Redis answers.</summary>
public enum FieldExpiryOutcome
{
    NoField = -2,

    /// <summary>It never expired anyway.</summary>
    NoExpiry = -1,

    ConditionFailed = 0,
    Done = 1,

    /// <summary>The time was past.</summary>
    Deleted = 2,
}
