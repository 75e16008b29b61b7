using K8sCache.Kubernetes.Crd;

namespace K8sCache.Operator.Api;

/// <summary>What the operator found and did.</summary>
public sealed record CacheClusterStatus
{
    [Description("The metadata.generation this status is about.")]
    public long? ObservedGeneration { get; init; }

    [Description("The conditions in one word.")]
    public ClusterPhase? Phase { get; init; }

    [Description("Cache server pods there are.")]
    public int? Replicas { get; init; }

    [Description("Cache server pods that are ready.")]
    public int? ReadyReplicas { get; init; }

    [Description("Cache servers ready / wanted.")]
    public string? NodesReady { get; init; }

    [Description("Routers ready / wanted.")]
    public string? RoutersReady { get; init; }

    [Description("Label selector of the cache server pods, in text form; the scale subresource shows it.")]
    public string? Selector { get; init; }

    [Description("What clients inside the Kubernetes cluster connect to, host:port.")]
    public string? Endpoint { get; init; }

    [Description("Number of the topology in force; 0 before the first.")]
    public long? TopologyEpoch { get; init; }

    [Description("Copies of each slot that the topology aims at.")]
    public int? ReplicationFactor { get; init; }

    [Description("Scheduler the routers were told to use.")]
    public string? Scheduler { get; init; }

    [Description("How many slots have all their copies.")]
    public SlotsStatus? Slots { get; init; }

    [Description("The topology's nodes.")]
    [ListMapKey("name")]
    public IReadOnlyList<NodeStatus>? Nodes { get; init; }

    [Description("Aspects of the state; docs/status-conditions.md explains every type and reason.")]
    [ListMapKey("type")]
    public IReadOnlyList<Condition>? Conditions { get; init; }
}
