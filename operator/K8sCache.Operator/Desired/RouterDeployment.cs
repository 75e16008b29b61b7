using k8s.Models;
using K8sCache.Operator.Api;

namespace K8sCache.Operator.Desired;

/// <summary>The routers, as many as the spec says. An update starts a new one before it stops an old one.</summary>
internal static class RouterDeployment
{
    public static V1Deployment Build(DesiredInput input) => new()
    {
        Metadata = ObjectMetadata.Of(input.Cluster, Names.Router(input.Name), Labels.RouterComponent),
        Spec = new V1DeploymentSpec
        {
            Replicas = input.Spec.Routing.Replicas ?? RoutingSpec.DefaultReplicas,
            RevisionHistoryLimit = 5,
            Selector = new V1LabelSelector { MatchLabels = Labels.Selector(input.Name, Labels.RouterComponent) },
            Strategy = new V1DeploymentStrategy
            {
                Type = "RollingUpdate",
                RollingUpdate = new V1RollingUpdateDeployment { MaxSurge = 1, MaxUnavailable = 0 },
            },
            Template = RouterPod.Build(input),
        },
    };
}
