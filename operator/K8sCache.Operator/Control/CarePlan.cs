using k8s;
using k8s.Models;
using K8sCache.Operator.Api;
using K8sCache.Operator.Apply;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Observe;
using K8sCache.Operator.Planning;

namespace K8sCache.Operator.Control;

/// <summary>All that a pass wants by a spec: the topology and the objects. Pure, so that a spec can be tried before anything is done.</summary>
internal sealed record CarePlan
{
    /// <summary>The resource with the spec that is gone by, which need not be the one it holds now.</summary>
    public required CacheCluster Cluster { get; init; }

    public required TopologyPlan Topology { get; init; }

    public required IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Wished { get; init; }

    /// <param name="cluster">With the spec to go by.</param>
    /// <param name="specText">That spec as it is kept with the StatefulSet; null where it is not.</param>
    /// <param name="observed">What there is.</param>
    /// <param name="image">Of nodes and routers.</param>
    public static CarePlan Of(CacheCluster cluster, string? specText, ObservedCluster observed, PodImage image)
    {
        var plan = TopologyPlan.Of(ClusterSettings.Of(cluster.Spec), observed);
        var input = new DesiredInput
        {
            Cluster = cluster,
            Image = image,
            NodeReplicas = plan.NodeSetReplicas,
            NodePartition = RollingUpdate.Partition(observed, plan.Topology, plan.NodeSetReplicas, plan.Evacuation),
            Surge = plan.Evacuation.Began,
            SpecInForce = specText,
            ServiceMonitorsAvailable = observed.ServiceMonitorsAvailable,
        };
        return new CarePlan
        {
            Cluster = cluster,
            Topology = plan,
            Wished = DesiredObjects.Of(NodeSetChange.Held(input, observed.NodeSet)),
        };
    }
}
