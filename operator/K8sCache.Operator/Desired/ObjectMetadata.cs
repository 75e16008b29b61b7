using k8s.Models;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;

namespace K8sCache.Operator.Desired;

/// <summary>Metadata that all objects of a cluster share in form.</summary>
internal static class ObjectMetadata
{
    /// <summary>The cluster is the owner, so that deleting it deletes the object. No component: it belongs to all of it.</summary>
    public static V1ObjectMeta Of(
        CacheCluster cluster, string name, string? component, IReadOnlyDictionary<string, string>? annotations = null) => new()
        {
            Name = name,
            NamespaceProperty = cluster.Metadata.NamespaceProperty,
            Labels = Labels.Of(cluster.Metadata.Name!, component),
            Annotations = Maps.Merge(annotations, null),
            OwnerReferences = [cluster.ToOwnerReference()],
        };
}
