namespace K8sCache.Storage;

/// <summary>How a SET writes: its condition, what becomes of the expiry, whether the old value is visited first.</summary>
public readonly record struct SetOptions
{
    public SetCondition Condition { get; init; }

    /// <summary>Milliseconds since the Unix epoch; 0 = never. Ignored with <see cref="KeepExpiry"/>.</summary>
    public long ExpiresAtMs { get; init; }

    public bool KeepExpiry { get; init; }

    /// <summary>Visit the old value; an old value that is no string then fails the write.</summary>
    public bool VisitOld { get; init; }
}
