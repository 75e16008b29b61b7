using K8sCache.Operator.Observe;
using K8sCache.Topology;
using K8sCache.Topology.Placement;

namespace K8sCache.Operator.Planning;

/// <summary>The next step of a cluster's topology, and how many cache servers it needs meanwhile.</summary>
public sealed record TopologyPlan
{
    /// <summary>The topology to be in force after this pass; null while too few nodes answer for a first one.</summary>
    public TopologyDocument? Topology { get; init; }

    /// <summary>Pods the StatefulSet must have: surplus ones stay until they have handed over and everyone knows.</summary>
    public required int NodeSetReplicas { get; init; }

    /// <summary>What a rolling replacement does so that no entry is lost.</summary>
    public required Evacuation Evacuation { get; init; }

    public static TopologyPlan Of(ClusterSettings settings, ObservedCluster observed)
    {
        var evacuation = Evacuation.Of(settings, observed);
        var nodes = TopologyNodes.Of(settings.NodeReplicas, observed, evacuation);
        var next = nodes.Count == 0 ? null : PlacementPlanner.Next(observed.Current, new PlacementRequest
        {
            Nodes = nodes,
            Replication = settings.Replication,
            Scheduler = settings.Scheduler,
            Filled = Filled(observed),
        });
        if (next is not null && next.Epoch <= observed.HighestEpoch)
            next = next with { Epoch = observed.HighestEpoch + 1 };
        var topology = next ?? observed.Current;
        return new TopologyPlan
        {
            Topology = topology,
            NodeSetReplicas = Math.Max(settings.NodeReplicas + evacuation.Spares, ReplicasStillNeeded(observed, topology)),
            Evacuation = evacuation,
        };
    }

    /// <summary>
    /// Slots whose stream is complete. Believed only when every node that answers has the topology in force: a primary
    /// that does not know of the new copy yet has not sent it the latest writes.
    /// </summary>
    private static Dictionary<string, IReadOnlyList<SlotSpan>> Filled(ObservedCluster observed)
    {
        var epoch = observed.Current?.Epoch ?? 0;
        var answering = observed.Nodes.Where(node => node.Answers).ToList();
        return answering.TrueForAll(node => node.Report!.Epoch == epoch)
            ? answering.Where(node => node.Report!.Filled.Count > 0)
                .ToDictionary(node => node.Pod.Name, node => node.Report!.Filled, StringComparer.Ordinal)
            : [];
    }

    private static int ReplicasStillNeeded(ObservedCluster observed, TopologyDocument? topology)
    {
        if (observed.Current is not { } current || topology is null)
            return 0;
        var leaving = observed.EveryoneKnows(topology)
            ? CopyHolders.Of(topology)
            : current.Nodes.Select(node => node.Name);
        // Not more than there are: pods that are gone already are not called back to leave once more.
        var running = observed.Nodes.Select(node => node.Ordinal + 1).DefaultIfEmpty().Max();
        return Math.Min(running, leaving.Select(name => TopologyNodes.Ordinal(name) + 1).DefaultIfEmpty().Max());
    }
}
