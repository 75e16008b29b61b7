namespace K8sCache.Router.Routing;

/// <summary>
/// Which connection to a node a request takes. A write may wait for the node's peers, seconds when one of them
/// has just died; on one shared connection every read behind it would wait too.
/// </summary>
internal enum Lane
{
    Reads = 0,
    Writes = 1,

    /// <summary>Reads the node remembers, to tell when they change: for clients that cache, and the near cache. RESP3 only.</summary>
    Tracked = 2,

    /// <summary>Carries nothing but what the node tells of every key that changes. RESP3 only.</summary>
    Broadcast = 3,

    /// <summary>Requests so large that others behind them would wait.</summary>
    Bulk = 4,

    /// <summary>Reads whose replies are large; each has a connection to itself meanwhile.</summary>
    Large = 5,
}
