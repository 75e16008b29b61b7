namespace K8sCache.Client;

/// <summary>How a value is stored. The default: always, and without an expiry.</summary>
public readonly record struct SetOptions
{
    /// <summary>Lifetime from now, at least a millisecond; null = no expiry.</summary>
    public TimeSpan? Expiry { get; init; }

    /// <summary>When it ends, to the millisecond, by the node's clock; at most one of this, <see cref="Expiry"/> and <see cref="KeepExpiry"/>.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Keeps the expiry of the value that is replaced.</summary>
    public bool KeepExpiry { get; init; }

    public SetCondition Condition { get; init; }

    public static implicit operator SetOptions(TimeSpan expiry) => new() { Expiry = expiry };

    public static SetOptions FromTimeSpan(TimeSpan expiry) => expiry;
}
