using k8s.Models;
using K8sCache.Operator.Desired;

namespace K8sCache.Operator.Apply;

/// <summary>A changed template of the cache servers takes none of them by itself, whichever change was still under way.</summary>
internal static class NodeSetChange
{
    /// <summary>
    /// The input, its partition over all pods there are where more is to change than how many there are and how far a
    /// replacement may go: the partition at hand was meant for the template before.
    /// </summary>
    public static DesiredInput Held(DesiredInput input, V1StatefulSet? stored)
    {
        if (stored?.Spec is not { Replicas: { } replicas, UpdateStrategy.RollingUpdate.Partition: { } partition })
            return input;
        var asBefore = input with
        {
            NodeReplicas = replicas,
            NodePartition = partition,
            Surge = stored.GetAnnotation(Labels.Surge),
            // Most of a spec changes nothing of the servers.
            SpecInForce = stored.GetAnnotation(Labels.SpecInForce),
        };
        return ObjectDiff.IsAppliedLast(NodeStatefulSet.Build(asBefore), stored)
            ? input
            : input with { NodePartition = Math.Max(input.NodePartition, Math.Min(input.NodeReplicas, replicas)) };
    }
}
