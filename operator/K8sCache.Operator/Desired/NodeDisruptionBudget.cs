using k8s.Models;

namespace K8sCache.Operator.Desired;

/// <summary>One cache server at a time: with two copies of every slot, the others still have all entries.</summary>
internal static class NodeDisruptionBudget
{
    public static V1PodDisruptionBudget Build(DesiredInput input) => new()
    {
        Metadata = ObjectMetadata.Of(input.Cluster, Names.Nodes(input.Name), Labels.NodeComponent),
        Spec = new V1PodDisruptionBudgetSpec
        {
            MaxUnavailable = 1,
            Selector = new V1LabelSelector { MatchLabels = Labels.Selector(input.Name, Labels.NodeComponent) },
        },
    };
}
