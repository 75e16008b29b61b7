using K8sCache.Client.Connections;
using K8sCache.Topology;
using K8sCache.Topology.Scheduling;

namespace K8sCache.Client.Routing;

/// <summary>A topology, the scheduler it asks for, and the links to its nodes by their index; immutable.</summary>
internal sealed record RouteTable(TopologySnapshot Snapshot, IScheduler Scheduler, NodeLink[] Links)
{
    public NodeLink? FindByAddress(string address) =>
        Array.Find(Links, link => string.Equals(link.Address, address, StringComparison.OrdinalIgnoreCase));
}
