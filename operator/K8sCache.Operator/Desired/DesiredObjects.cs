using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;

namespace K8sCache.Operator.Desired;

/// <summary>
/// The Kubernetes objects a cluster is made of: a pure function, so that it can be compared with golden files.
/// The topology ConfigMap is not among them: its content depends on what the pods report.
/// </summary>
public static class DesiredObjects
{
    /// <summary>Kind and name of all that a cluster needs, the topology's ConfigMap too: known before anything else is.</summary>
    public static IReadOnlyList<(Type Kind, string Name)> NamesOf(CacheCluster cluster, bool serviceMonitorsAvailable)
    {
        var name = cluster.Metadata.Name!;
        var names = new List<(Type, string)>
        {
            (typeof(V1ConfigMap), Names.Topology(name)),
            (typeof(V1Service), Names.Nodes(name)),
            (typeof(V1StatefulSet), Names.Nodes(name)),
            (typeof(V1PodDisruptionBudget), Names.Nodes(name)),
            (typeof(V1Service), Names.Service(name)),
        };
        switch (cluster.Spec.Routing.Kind)
        {
            case RouterKind.Deployment:
                names.Add((typeof(V1Deployment), Names.Router(name)));
                names.Add((typeof(V1PodDisruptionBudget), Names.Router(name)));
                break;
            case RouterKind.DaemonSet:
                names.Add((typeof(V1DaemonSet), Names.Router(name)));
                break;
        }

        if (cluster.Spec.Metrics.ServiceMonitor.Enabled && serviceMonitorsAvailable)
            names.Add((typeof(ServiceMonitor), Names.Service(name)));
        return names;
    }

    public static IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Of(DesiredInput input)
    {
        var objects = new List<IKubernetesObject<V1ObjectMeta>>
        {
            NodeService.Build(input),
            NodeStatefulSet.Build(input),
            NodeDisruptionBudget.Build(input),
            ClientService.Build(input),
        };
        switch (input.Spec.Routing.Kind)
        {
            case RouterKind.Deployment:
                objects.Add(RouterDeployment.Build(input));
                objects.Add(RouterDisruptionBudget.Build(input));
                break;
            case RouterKind.DaemonSet:
                objects.Add(RouterDaemonSet.Build(input));
                break;
        }

        if (input.Spec.Metrics.ServiceMonitor.Enabled && input.ServiceMonitorsAvailable)
            objects.Add(ClusterServiceMonitor.Build(input));
        // The package's models do not say what they are by themselves.
        foreach (var obj in objects)
        {
            var kind = KubernetesKind.Of(obj.GetType());
            (obj.ApiVersion, obj.Kind) = (kind.ApiVersion, kind.Kind);
        }

        return objects;
    }
}
