using k8s.Models;

namespace K8sCache.Operator.Desired;

/// <summary>A router on every machine. An update starts a machine's new one before it stops the old one.</summary>
internal static class RouterDaemonSet
{
    public static V1DaemonSet Build(DesiredInput input) => new()
    {
        Metadata = ObjectMetadata.Of(input.Cluster, Names.Router(input.Name), Labels.RouterComponent),
        Spec = new V1DaemonSetSpec
        {
            RevisionHistoryLimit = 5,
            Selector = new V1LabelSelector { MatchLabels = Labels.Selector(input.Name, Labels.RouterComponent) },
            Template = RouterPod.Build(input),
            UpdateStrategy = new V1DaemonSetUpdateStrategy
            {
                Type = "RollingUpdate",
                RollingUpdate = new V1RollingUpdateDaemonSet { MaxSurge = 1, MaxUnavailable = 0 },
            },
        },
    };
}
