using k8s.Models;
using K8sCache.Operator.Api;

namespace K8sCache.Operator.Desired;

/// <summary>What clients connect to: the routers, the nearest ones first.</summary>
internal static class ClientService
{
    public static V1Service Build(DesiredInput input)
    {
        var service = input.Spec.Routing.Service;
        return new V1Service
        {
            Metadata = ObjectMetadata.Of(input.Cluster, Names.Service(input.Name), Labels.RouterComponent, service.Annotations),
            Spec = new V1ServiceSpec
            {
                Ports =
                [
                    new V1ServicePort
                    {
                        Name = Names.RespPort,
                        NodePort = service.NodePort,
                        Port = service.Port,
                        Protocol = "TCP",
                        TargetPort = Names.RespPort,
                    },
                ],
                Selector = Labels.Selector(input.Name, Labels.RouterComponent),
                TrafficDistribution = Distribution(input.Spec.Routing.Kind),
                Type = service.Type.ToString(),
            },
        };
    }

    /// <summary>A preference, not a rule: with no router near, any other serves.</summary>
    private static string Distribution(RouterKind kind) => kind switch
    {
        RouterKind.Deployment => "PreferClose",
        RouterKind.DaemonSet => "PreferSameNode",
    };
}
