namespace K8sCache.Topology;

/// <summary>A cache node as the topology document names it.</summary>
public sealed record TopologyNode
{
    /// <summary>Unique in a topology; a pod's name in Kubernetes.</summary>
    public required string Name { get; init; }

    /// <summary>Where clients and routers reach it, <c>host:port</c>; unique in a topology.</summary>
    public required string Address { get; init; }

    /// <summary>Where other nodes reach it for replication, <c>host:port</c>; null where there is none (a plain redis-server).</summary>
    public string? PeerAddress { get; init; }

    /// <summary>Failure domain; null when not known. Copies of a slot go to different zones where possible.</summary>
    public string? Zone { get; init; }

    public NodeState State { get; init; } = NodeState.Up;

    /// <summary>
    /// Random id the node made at its start; null when not known. A node whose own id differs is a restarted,
    /// empty process and serves none of its slots until a newer epoch names its id.
    /// </summary>
    public string? Instance { get; init; }
}
