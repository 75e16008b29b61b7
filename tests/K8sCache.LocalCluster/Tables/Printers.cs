using System.Collections.Frozen;
using K8sCache.LocalCluster.Api;

namespace K8sCache.LocalCluster.Tables;

/// <summary>Finds a kind's columns: a CRD's own, the built-in ones, or name and creation time.</summary>
internal static class Printers
{
    private static readonly BuiltInPrinter Default = new("default", (o, _) => PlainCells.NameAndTime(o), nullWhenEmpty: true);

    private static readonly FrozenDictionary<string, BuiltInPrinter> BuiltIn = new BuiltInPrinter[]
    {
        new("pods", PodCells.Of, PodCells.Conditions),
        new("statefulsets.apps", WorkloadCells.StatefulSet),
        new("deployments.apps", WorkloadCells.Deployment),
        new("replicasets.apps", WorkloadCells.ReplicaSet),
        new("daemonsets.apps", WorkloadCells.DaemonSet),
        new("controllerrevisions.apps", WorkloadCells.ControllerRevision),
        new("services", NetworkCells.Service),
        new("endpoints", NetworkCells.Endpoints),
        new("endpointslices.discovery.k8s.io", NetworkCells.EndpointSlice),
        new("networkpolicies.networking.k8s.io", NetworkCells.NetworkPolicy),
        new("configmaps", PlainCells.ConfigMap),
        new("secrets", PlainCells.Secret),
        new("serviceaccounts", PlainCells.NameAndAge),
        new("namespaces", PlainCells.Namespace),
        new("leases.coordination.k8s.io", PlainCells.Lease),
        new("persistentvolumeclaims", PlainCells.PersistentVolumeClaim),
        new("rolebindings.rbac.authorization.k8s.io", PlainCells.RoleBinding),
        new("clusterrolebindings.rbac.authorization.k8s.io", PlainCells.RoleBinding),
        new("poddisruptionbudgets.policy", ScalingCells.PodDisruptionBudget),
        new("horizontalpodautoscalers.autoscaling", ScalingCells.HorizontalPodAutoscaler),
        new("nodes", NodeCells.Of),
        new("events", EventCells.Of),
        new("events.events.k8s.io", EventCells.Of),
    }.ToFrozenDictionary(p => p.Resource);

    public static IPrinter For(ResourceDefinition resource) =>
        resource.PrinterColumns is { } columns
            ? new CustomPrinter(columns)
            : BuiltIn.GetValueOrDefault(resource.Resource.ToString(), Default);
}
