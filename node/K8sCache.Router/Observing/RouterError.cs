namespace K8sCache.Router.Observing;

/// <summary>Kinds of error replies clients got, as the metrics label them.</summary>
internal enum RouterError
{
    /// <summary>A node's own error reply, passed on.</summary>
    Reply,

    /// <summary>The request itself: unknown command, wrong arity, not authenticated, broken protocol.</summary>
    Request,

    /// <summary>A node was lost before it answered.</summary>
    NodeLost,

    /// <summary>A node did not answer in time.</summary>
    Timeout,

    /// <summary>Nobody could serve the slot.</summary>
    NoNode,

    /// <summary>A node had too many requests in flight.</summary>
    QueueFull,
}
