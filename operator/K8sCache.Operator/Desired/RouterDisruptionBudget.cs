using k8s.Models;

namespace K8sCache.Operator.Desired;

/// <summary>One router at a time; one that is not ready serves nobody and may always go.</summary>
internal static class RouterDisruptionBudget
{
    public static V1PodDisruptionBudget Build(DesiredInput input) => new()
    {
        Metadata = ObjectMetadata.Of(input.Cluster, Names.Router(input.Name), Labels.RouterComponent),
        Spec = new V1PodDisruptionBudgetSpec
        {
            MaxUnavailable = 1,
            Selector = new V1LabelSelector { MatchLabels = Labels.Selector(input.Name, Labels.RouterComponent) },
            UnhealthyPodEvictionPolicy = "AlwaysAllow",
        },
    };
}
