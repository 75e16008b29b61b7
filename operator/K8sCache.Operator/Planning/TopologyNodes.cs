using K8sCache.Operator.Desired;
using K8sCache.Operator.Observe;
using K8sCache.Topology;

namespace K8sCache.Operator.Planning;

/// <summary>
/// Which nodes the next topology has, and in which state: the pods of the StatefulSet as observed, read against the
/// topology in force. Pure; the clock is part of the observation.
/// </summary>
public static class TopologyNodes
{
    /// <summary>
    /// Nodes that join are taken in together, so that slots move once; after this long, without those still missing.
    /// </summary>
    public static readonly TimeSpan JoinPatience = TimeSpan.FromSeconds(30);

    public static IReadOnlyList<TopologyNode> Of(int wantedReplicas, ObservedCluster observed, Evacuation evacuation)
    {
        wantedReplicas += evacuation.Spares;
        var pods = observed.Nodes.ToDictionary(node => node.Pod.Name, StringComparer.Ordinal);
        var known = observed.Current?.Nodes ?? [];
        var holders = observed.Current is { } current ? CopyHolders.Of(current) : [];
        var nodes = new List<TopologyNode>();
        foreach (var node in known)
        {
            var wanted = IsWanted(node.Name, wantedReplicas);
            var holds = holders.Contains(node.Name);
            // One that was emptied to be replaced comes back as a new node: no slot waits for it.
            var isReplaced = evacuation.Spares > 0 && node.State == NodeState.Leaving && !holds;
            if ((wanted || holds) && Stay(node, pods.GetValueOrDefault(node.Name), wanted, evacuation.Leaving, isReplaced) is { } next)
                nodes.Add(next);
        }

        nodes.AddRange(Joining(wantedReplicas, observed, known));
        return [.. nodes.OrderBy(node => node.Name, StringComparer.Ordinal)];
    }

    /// <summary>A node of the topology in force: how it goes on, or null where it goes.</summary>
    private static TopologyNode? Stay(TopologyNode node, ObservedNode? pod, bool wanted, string? leaving, bool isReplaced)
    {
        var stays = wanted && pod is { Pod.IsTerminating: false } && node.Name != leaving;
        if (pod is { Answers: true })
            return Describe(pod, stays ? NodeState.Up : NodeState.Leaving);
        // It lives, and will know us again.
        if (pod is { Report.IsRefused: true } && node.Address == Address(pod.Pod.Ip, Ports.Resp))
            return node;
        // A ready pod that missed a question or two is not dead yet: ejecting it would cost a transfer.
        if (pod is { Pod.IsReady: true, IsSilent: false } && node.Address == Address(pod.Pod.Ip, Ports.Resp))
            return node;
        // Its memory died with it. A wanted one comes back under its name; a surplus one has nothing left to hand over.
        return wanted && !isReplaced ? node with { State = NodeState.Down } : null;
    }

    private static List<TopologyNode> Joining(int wantedReplicas, ObservedCluster observed, IReadOnlyList<TopologyNode> known)
    {
        var joining = observed.Nodes
            .Where(node => node.Ordinal < wantedReplicas && node.Answers && !node.Pod.IsTerminating
                && !known.Any(other => other.Name == node.Pod.Name))
            .ToList();
        var present = known.Count(node => IsWanted(node.Name, wantedReplicas)) + joining.Count;
        var complete = present >= wantedReplicas
            || joining.Exists(node => observed.Now - node.Pod.CreatedAt > JoinPatience);
        return complete ? [.. joining.Select(node => Describe(node, NodeState.Up))] : [];
    }

    private static TopologyNode Describe(ObservedNode node, NodeState state) => new()
    {
        Name = node.Pod.Name,
        Address = Address(node.Pod.Ip, Ports.Resp),
        PeerAddress = Address(node.Pod.Ip, Ports.Peer),
        Zone = node.Zone,
        State = state,
        Instance = node.Report!.Instance,
    };

    private static bool IsWanted(string nodeName, int wantedReplicas) => Ordinal(nodeName) < wantedReplicas;

    /// <summary>A pod's number in its StatefulSet; one that has none is of no set of ours and never wanted.</summary>
    internal static int Ordinal(string nodeName) =>
        int.TryParse(nodeName.AsSpan(nodeName.LastIndexOf('-') + 1), out var ordinal) ? ordinal : int.MaxValue;

    private static string Address(string? ip, int port) =>
        ip?.Contains(':', StringComparison.Ordinal) == true ? $"[{ip}]:{port}" : $"{ip}:{port}";
}
