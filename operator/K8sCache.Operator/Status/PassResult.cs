using k8s;
using k8s.Models;
using K8sCache.Operator.Api;
using K8sCache.Operator.Observe;
using K8sCache.Operator.Planning;
using K8sCache.Topology;

namespace K8sCache.Operator.Status;

/// <summary>What a reconcile pass found and did: all that the status is made from.</summary>
public sealed record PassResult
{
    public required CacheCluster Cluster { get; init; }

    public required ObservedCluster Observed { get; init; }

    /// <summary>Why the spec cannot be met; empty where it can.</summary>
    public required IReadOnlyList<SpecProblem> Problems { get; init; }

    /// <summary>The topology in force; null before the first.</summary>
    public TopologyDocument? Topology { get; init; }

    /// <summary>Pods without it, by name.</summary>
    public required IReadOnlySet<string> Behind { get; init; }

    /// <summary>Objects written in this pass.</summary>
    public required IReadOnlyList<string> Written { get; init; }

    /// <summary>Slots of <see cref="Topology"/>; null before the first.</summary>
    public SlotCounts? Slots { get; init; }

    /// <summary>What the cluster is held against: its spec, or the one in force before where that cannot be.</summary>
    public required CacheClusterSpec Spec { get; init; }

    /// <summary>Cache servers that are ready, of those the spec asks for.</summary>
    public int NodesReady => Observed.Nodes.Count(node => node.Pod.IsReady && node.Ordinal < Spec.Nodes.Replicas);

    public int RoutersReady => Observed.Routers.Count(router => router.Pod.IsReady && !router.Pod.IsTerminating);

    public int RoutersWanted => Spec.Routing.Kind switch
    {
        RouterKind.Deployment => Spec.Routing.Replicas ?? RoutingSpec.DefaultReplicas,
        RouterKind.DaemonSet => Observed.RouterDaemonSet?.Status?.DesiredNumberScheduled ?? 0,
    };

    /// <summary>Whether a workload's controller has not seen its newest version yet, or still runs pods of an older one.</summary>
    public bool PodsUpdating =>
        (Observed.NodeSet is { Status: { } nodes } nodeSet && Lags(nodeSet, nodes.ObservedGeneration, nodes.UpdatedReplicas, nodeSet.Spec?.Replicas))
        || (Observed.RouterDeployment is { Status: { } routers } deployment
            && Lags(deployment, routers.ObservedGeneration, routers.UpdatedReplicas, deployment.Spec?.Replicas))
        || (Observed.RouterDaemonSet is { Status: { } perMachine } daemonSet
            && Lags(daemonSet, perMachine.ObservedGeneration, perMachine.UpdatedNumberScheduled, perMachine.DesiredNumberScheduled));

    public int NodesDown => Topology?.Nodes.Count(node => node.State == NodeState.Down) ?? 0;

    private static bool Lags(IKubernetesObject<V1ObjectMeta> workload, long? observedGeneration, int? updated, int? wanted) =>
        (observedGeneration ?? 0) < workload.Metadata.Generation || (updated ?? 0) < (wanted ?? 0);
}
