using k8s.Models;

namespace K8sCache.Operator.Desired;

/// <summary>The cache servers. They start in parallel: none of them waits for another to have a topology.</summary>
internal static class NodeStatefulSet
{
    public static V1StatefulSet Build(DesiredInput input) => new()
    {
        Metadata = ObjectMetadata.Of(
            input.Cluster, Names.Nodes(input.Name), Labels.NodeComponent, Annotations(input)),
        Spec = new V1StatefulSetSpec
        {
            PodManagementPolicy = "Parallel",
            Replicas = input.NodeReplicas,
            RevisionHistoryLimit = 5,
            Selector = new V1LabelSelector { MatchLabels = Labels.Selector(input.Name, Labels.NodeComponent) },
            ServiceName = Names.Nodes(input.Name),
            Template = NodePod.Build(input),
            UpdateStrategy = new V1StatefulSetUpdateStrategy
            {
                Type = "RollingUpdate",
                RollingUpdate = new V1RollingUpdateStatefulSetStrategy { Partition = input.NodePartition },
            },
        },
    };

    private static Dictionary<string, string> Annotations(DesiredInput input)
    {
        var annotations = new Dictionary<string, string>();
        if (input.Surge is { } surge)
            annotations[Labels.Surge] = surge;
        if (input.SpecInForce is { } spec)
            annotations[Labels.SpecInForce] = spec;
        return annotations;
    }
}
