using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Desired;

namespace K8sCache.Operator.Apply;

/// <summary>Whose an object is. What is a cluster's may be written to and deleted; anything else is never touched.</summary>
public static class Ownership
{
    /// <summary>The cluster's own, or left behind by it; not one that is on its way out.</summary>
    public static bool IsOf(CacheCluster cluster, IKubernetesObject<V1ObjectMeta> stored) =>
        !stored.IsBeingDeleted() && (stored.IsControlledBy(cluster) || IsOrphanOf(cluster, stored));

    /// <summary>
    /// What <c>kubectl delete --cascade=orphan</c> leaves: nobody's, with labels that only this operator gives, of a cluster of
    /// this name.
    /// </summary>
    public static bool IsOrphanOf(CacheCluster cluster, IKubernetesObject<V1ObjectMeta> stored) =>
        stored.GetController() is null
        && stored.GetLabel(Labels.Name) == Labels.NameValue
        && stored.GetLabel(Labels.ManagedBy) == Labels.ManagedByValue
        && stored.GetLabel(Labels.Instance) == cluster.Metadata.Name;
}
