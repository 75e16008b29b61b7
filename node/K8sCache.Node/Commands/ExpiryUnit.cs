namespace K8sCache.Node.Commands;

/// <summary>How SET says when the entry expires.</summary>
internal enum ExpiryUnit
{
    None,
    Seconds,
    Milliseconds,
    UnixSeconds,
    UnixMilliseconds,
}
