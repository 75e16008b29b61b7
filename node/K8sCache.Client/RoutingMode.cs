namespace K8sCache.Client;

/// <summary>Whom the client sends requests to.</summary>
public enum RoutingMode
{
    /// <summary>
    /// The nodes themselves as far as they can be reached, and the address given for the rest: a router there takes what
    /// cannot go straight. What has no topology (one node alone, any Redis) is used as it is.
    /// </summary>
    Auto = 0,

    /// <summary>Only the nodes themselves: no hop through a router, and an error where a node cannot be reached.</summary>
    Direct = 1,

    /// <summary>Only the address given: for clients outside the cluster's pod network.</summary>
    Router = 2,
}
