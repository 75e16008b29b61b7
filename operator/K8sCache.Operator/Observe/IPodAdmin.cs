using K8sCache.Topology;

namespace K8sCache.Operator.Observe;

/// <summary>
/// The admin ports of nodes and routers. A pod that does not answer in time, or answers with anything but success, is
/// the ordinary case here: it is null or false, never an exception.
/// </summary>
public interface IPodAdmin
{
    Task<NodeReport?> GetNodeReportAsync(string podIp, CancellationToken cancellationToken);

    Task<RouterReport?> GetRouterReportAsync(string podIp, CancellationToken cancellationToken);

    Task<TopologyDocument?> GetTopologyAsync(string podIp, CancellationToken cancellationToken);

    /// <summary>Whether the pod now has this topology.</summary>
    Task<bool> PutTopologyAsync(string podIp, TopologyDocument topology, CancellationToken cancellationToken);
}
