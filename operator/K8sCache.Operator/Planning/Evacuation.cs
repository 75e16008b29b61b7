using System.Globalization;
using k8s.Models;
using K8sCache.Operator.Observe;
using K8sCache.Topology;

namespace K8sCache.Operator.Planning;

/// <summary>
/// Emptying each cache server before a rolling replacement takes it, where slots have one copy only. One server more than
/// wanted, the spare, runs meanwhile: it takes over the slots of the first to be replaced; that one, back and empty, those
/// of the next; and the last those of the spare. So each entry moves once, and no server has to hold more than before.
/// </summary>
public sealed record Evacuation
{
    /// <summary>
    /// Longest wait for a spare that does not get to run, as where there is no room for it: a StatefulSet replaces no pod
    /// while one of them is not ready.
    /// </summary>
    public static readonly TimeSpan SparePatience = TimeSpan.FromMinutes(10);

    public static readonly Evacuation None = new();

    /// <summary>The spare's number in the StatefulSet; null where there is none.</summary>
    public int? SpareOrdinal { get; init; }

    /// <summary>The server that hands over its slots to be replaced next; null while the others could not take them.</summary>
    public string? Leaving { get; init; }

    /// <summary>
    /// The revision the servers are brought to and since when a spare is wanted for it; null where none is. Kept with the
    /// StatefulSet: an operator that restarts must neither wait anew nor call back a spare that was given up.
    /// </summary>
    public string? Began { get; init; }

    /// <summary>Servers beyond those wanted.</summary>
    public int Spares => SpareOrdinal is null ? 0 : 1;

    public static Evacuation Of(ClusterSettings settings, ObservedCluster observed)
    {
        if (settings.MaxSurge == 0 || settings.Replication.Factor > 1
            || observed is not { Current: { } current, NodeSet: { Status.UpdateRevision: { } revision } set })
            return None;
        var replicas = settings.NodeReplicas;
        // A spare of an older revision, as after another change or a scale-down, comes before all others: it is the highest.
        var outdated = observed.Nodes
            .Where(node => node.Ordinal <= replicas && !node.Pod.IsTerminating && node.Pod.Revision != revision)
            .ToList();
        var next = outdated.Exists(node => node.Ordinal < replicas) ? outdated.MaxBy(node => node.Ordinal)!.Pod.Name : null;
        if (next is null && !IsSpareInUse(current, replicas))
            return None;

        var began = BeganOf(set, revision) ?? observed.Now;
        var mark = $"{revision} {began.ToString("O", CultureInfo.InvariantCulture)}";
        if (observed.Now - began >= SparePatience && !observed.Nodes.Any(node => node.Ordinal == replicas && MayTakeOver(node)))
            return new Evacuation { Began = mark };

        // Once begun it goes on: a server that misses a question would otherwise send slots back and forth.
        var isLeaving = current.Nodes.Any(node => node.Name == next && node.State == NodeState.Leaving);
        var others = observed.Nodes.Count(node => node.Ordinal <= replicas && node.Pod.Name != next && MayTakeOver(node));
        return new Evacuation { SpareOrdinal = replicas, Leaving = isLeaving || others >= replicas ? next : null, Began = mark };
    }

    /// <summary>The last one replaced is not back yet to take over from the spare.</summary>
    private static bool IsSpareInUse(TopologyDocument current, int replicas)
    {
        var up = current.Nodes.Where(node => node.State == NodeState.Up).Select(node => TopologyNodes.Ordinal(node.Name)).ToList();
        return up.Contains(replicas) && up.Count(ordinal => ordinal < replicas) < replicas;
    }

    private static bool MayTakeOver(ObservedNode node) =>
        !node.Pod.IsTerminating && (node.Answers || node is { Pod.IsReady: true, IsSilent: false });

    private static DateTimeOffset? BeganOf(V1StatefulSet set, string revision) =>
        set.GetAnnotation(Desired.Labels.Surge)?.Split(' ') is [var known, var time] && known == revision
        && DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, out var began) ? began : null;
}
