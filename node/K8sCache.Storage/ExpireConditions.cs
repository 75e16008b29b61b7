namespace K8sCache.Storage;

/// <summary>When a new expiry is taken. An entry that never expires counts as expiring at infinity.</summary>
[Flags]
public enum ExpireConditions
{
    None = 0,
    IfNoExpiry = 1,
    IfExpiry = 2,
    IfLater = 4,
    IfEarlier = 8,
}
