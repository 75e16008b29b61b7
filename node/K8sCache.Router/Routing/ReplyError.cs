namespace K8sCache.Router.Routing;

/// <summary>What an error reply of a node means to the router.</summary>
internal enum ReplyError
{
    /// <summary>No error.</summary>
    None,

    /// <summary>The client's affair: passed on.</summary>
    Client,

    /// <summary>Another node has the slot.</summary>
    Moved,

    /// <summary>The keys are no longer all at this node: the request must be split anew.</summary>
    CrossSlot,

    /// <summary>The node cannot serve now; it has not executed the request.</summary>
    Unavailable,

    /// <summary>The node failed to serve; passed on, and held against the node.</summary>
    Failed,
}
