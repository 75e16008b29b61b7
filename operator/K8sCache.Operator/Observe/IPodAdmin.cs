using K8sCache.Topology;

namespace K8sCache.Operator.Observe;

/// <summary>
/// The admin ports of nodes and routers. A pod that does not answer in time, or answers with anything but success, is
/// the ordinary case here: it is null or false, never an exception.
/// </summary>
public interface IPodAdmin
{
    Task<NodeReport?> GetNodeReportAsync(PodDoor pod, CancellationToken cancellationToken);

    Task<RouterReport?> GetRouterReportAsync(PodDoor pod, CancellationToken cancellationToken);

    Task<TopologyDocument?> GetTopologyAsync(PodDoor pod, CancellationToken cancellationToken);

    /// <summary>Whether the pod now has this topology.</summary>
    Task<bool> PutTopologyAsync(PodDoor pod, TopologyDocument topology, CancellationToken cancellationToken);
}
