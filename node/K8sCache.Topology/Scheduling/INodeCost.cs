namespace K8sCache.Topology.Scheduling;

/// <summary>What sending a request to a node costs, before failures count. A struct, so that a pick makes no indirect call.</summary>
internal interface INodeCost
{
    double Of(NodeSignals node, ClusterSignals signals, double now);
}
