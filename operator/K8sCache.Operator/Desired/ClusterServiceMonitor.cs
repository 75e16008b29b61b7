using k8s.Models;

namespace K8sCache.Operator.Desired;

/// <summary>Tells the Prometheus operator about a cluster's pods, through its two Services.</summary>
internal static class ClusterServiceMonitor
{
    public static ServiceMonitor Build(DesiredInput input)
    {
        var metadata = ObjectMetadata.Of(input.Cluster, Names.Service(input.Name), component: null);
        return new ServiceMonitor
        {
            Metadata = metadata with { Labels = Maps.Merge(input.Spec.Metrics.ServiceMonitor.Labels, metadata.Labels) },
            Spec = new ServiceMonitorDefinition
            {
                // By number: the clients' Service has no admin port, its pods do.
                Endpoints = [new ServiceMonitorEndpoint { Path = "/metrics", TargetPort = Ports.Admin }],
                Selector = new V1LabelSelector
                {
                    MatchLabels = new Dictionary<string, string>
                    {
                        [Labels.Name] = Labels.NameValue,
                        [Labels.Instance] = input.Name,
                    },
                },
                TargetLabels = [Labels.Instance, Labels.Component],
            },
        };
    }
}
