namespace K8sCache.Client.Routing;

/// <summary>What an error reply means to the client.</summary>
internal enum ErrorReplyKind
{
    /// <summary>No error.</summary>
    None,

    /// <summary>The caller's affair.</summary>
    Refused,

    /// <summary>Another node has the slot; nothing was executed.</summary>
    Moved,

    /// <summary>The node cannot serve now; nothing was executed.</summary>
    Unavailable,
}
