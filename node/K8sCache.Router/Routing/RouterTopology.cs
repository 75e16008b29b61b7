using K8sCache.Topology;
using K8sCache.Topology.Scheduling;

namespace K8sCache.Router.Routing;

/// <summary>A topology snapshot and the scheduler it asks for; immutable, shared by all loops.</summary>
internal sealed record RouterTopology(TopologySnapshot Snapshot, IScheduler Scheduler)
{
    // A document that was read has no parameter out of range.
    public static RouterTopology Of(TopologySnapshot snapshot) =>
        new(snapshot, SchedulerFactory.Create(snapshot.Document.Scheduler, []));
}
