using K8sCache.Operator.Api;
using K8sCache.Operator.Observe;
using K8sCache.Topology;
using TopologyNearCache = K8sCache.Topology.NearCacheSpec;
using TopologyReplication = K8sCache.Topology.ReplicationSpec;

namespace K8sCache.Operator.Planning;

/// <summary>What to work towards, with every default filled in.</summary>
public sealed record ClusterSettings
{
    public required int NodeReplicas { get; init; }

    public required TopologyReplication Replication { get; init; }

    public required SchedulerSpec Scheduler { get; init; }

    /// <summary>Pods beyond the wanted ones that a rolling replacement may make.</summary>
    public int MaxSurge { get; init; }

    public static ClusterSettings Of(CacheClusterSpec spec) => new()
    {
        NodeReplicas = spec.Nodes.Replicas,
        MaxSurge = spec.Nodes.MaxSurge,
        Replication = new TopologyReplication
        {
            Factor = FactorOf(spec),
            Acknowledge = spec.Replication.Acknowledge,
        },
        Scheduler = new SchedulerSpec
        {
            Type = spec.Routing.Scheduler,
            Parameters = spec.Routing.Parameters ?? new Dictionary<string, double>(),
            Hedging = spec.Routing.Hedging is { Enabled: true, BudgetPercent: var percent } ? new HedgeSpec { BudgetPercent = percent } : null,
            HotKeys = HotKeysOf(spec.Routing.HotKeys),
            NearCache = spec.Routing.NearCache is { Enabled: true } near
                ? new TopologyNearCache { Bytes = near.Memory.ToInt64(), StalenessMs = near.StalenessMilliseconds }
                : null,
        },
    };

    /// <summary>
    /// What the cluster does already, where no spec is there to go by or nothing may be written: deaths and restarts of nodes
    /// are still handled, nothing else changes. Null where there is nothing yet.
    /// </summary>
    public static ClusterSettings? InForce(ObservedCluster observed) => observed.Current is not { } current ? null : new()
    {
        NodeReplicas = observed.NodeSet?.Spec?.Replicas ?? current.Nodes.Count,
        Replication = current.Replication,
        Scheduler = current.Scheduler,
    };

    /// <summary>Defaults are not written down: topologies stay as they are when an operator is upgraded.</summary>
    private static HotKeySpec? HotKeysOf(HotKeysSpec spec)
    {
        var wanted = new HotKeySpec { Spread = spec.Spread, Percent = spec.Percent };
        return wanted == new HotKeySpec() ? null : wanted;
    }

    /// <summary>One copy where there is no choice to make, otherwise two: a choice of more costs memory and writes.</summary>
    private static int FactorOf(CacheClusterSpec spec) => spec.Replication.Factor
        ?? (spec.Routing.Scheduler == SchedulerType.Hash ? 1 : Math.Min(2, spec.Nodes.Replicas));
}
