using K8sCache.Operator.Observe;
using K8sCache.Topology;

namespace K8sCache.Operator.Planning;

/// <summary>
/// How far a rolling replacement of the cache servers may go. A StatefulSet goes on to the next pod when one is ready,
/// which is long before its copies are filled again; its partition, the lowest ordinal it may replace, holds it until
/// they are. At rest the partition keeps every pod as it is, so that a changed template replaces none by itself.
/// </summary>
public static class RollingUpdate
{
    /// <summary>
    /// Longest wait for the copies of a replaced server, and for one that is to be emptied. Past it the roll goes on: a fill
    /// that cannot succeed, as between servers with and without a password, must not hold up the change that would mend it.
    /// </summary>
    public static readonly TimeSpan FillPatience = TimeSpan.FromMinutes(10);

    /// <param name="topology">The topology in force after this pass; null before the first.</param>
    /// <param name="replicas">Pods the StatefulSet is to have, the spare among them.</param>
    /// <param name="evacuation">Whether servers are emptied before they are replaced.</param>
    /// <returns>The partition: <paramref name="replicas"/> holds all pods, 0 lets all be replaced.</returns>
    public static int Partition(ObservedCluster observed, TopologyDocument? topology, int replicas, Evacuation evacuation)
    {
        if (observed.NodeSet is not { Status.UpdateRevision: { } revision } set)
            return replicas;
        var pods = observed.Nodes.Where(node => node.Ordinal < replicas && !node.Pod.IsTerminating).ToList();
        var reached = Math.Min(replicas, set.Spec?.UpdateStrategy?.RollingUpdate?.Partition ?? replicas);
        // A pod that is missing comes back by the partition that took it: raised now, it would come back as it was.
        // Nor is it known who is to be replaced before the set's controller has looked at its newest template.
        if (pods.Count < replicas || set.Status.ObservedGeneration < set.Metadata.Generation)
            return reached;
        var next = pods.Where(node => node.Pod.Revision != revision).MaxBy(node => node.Ordinal);
        if (next is null)
            return replicas;
        var holds = !next.Pod.IsReady || IsSettled(observed, topology, pods, next, evacuation) ? next.Ordinal : reached;
        return Math.Min(reached, holds);
    }

    private static bool IsSettled(
        ObservedCluster observed, TopologyDocument? topology, List<ObservedNode> pods, ObservedNode next, Evacuation evacuation)
    {
        var replaced = pods.Where(node => node.Pod.Revision == observed.NodeSet!.Status!.UpdateRevision).ToList();
        if (replaced.Exists(node => !node.Pod.IsReady || !node.Answers))
            return false;
        var isPatient = replaced.Count == 0 || observed.Now - replaced.Max(node => node.Pod.CreatedAt) < FillPatience;
        return !isPatient || (topology is not null
            && topology.Epoch == observed.Current?.Epoch
            && replaced.TrueForAll(node => IsKnown(node, topology))
            && topology.Slots.All(range => range.Copies.All(copy => copy.State == CopyState.InSync))
            && (evacuation.Spares == 0 || IsEmptied(observed, topology, next, evacuation)));
    }

    private static bool IsEmptied(ObservedCluster observed, TopologyDocument topology, ObservedNode next, Evacuation evacuation) =>
        evacuation.Leaving == next.Pod.Name && observed.EveryoneKnows(topology) && !CopyHolders.Of(topology).Contains(next.Pod.Name);

    /// <summary>Whether the topology knows this very process, so that what it says of its copies is said of it.</summary>
    private static bool IsKnown(ObservedNode node, TopologyDocument topology) =>
        topology.Nodes.Any(known => known.Name == node.Pod.Name && known.State == NodeState.Up
            && known.Instance == node.Report!.Instance && node.Report.Epoch == topology.Epoch);
}
