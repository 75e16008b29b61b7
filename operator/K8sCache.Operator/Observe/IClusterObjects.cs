using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Operator.Observe;

/// <summary>Reads what is known of the Kubernetes objects of clusters: caches in the operator, a fake in tests.</summary>
public interface IClusterObjects
{
    T? Find<T>(ObjectKey key)
        where T : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>Pods of a component of a cluster, by their labels.</summary>
    IReadOnlyList<V1Pod> Pods(ObjectKey cluster, string component);

    /// <summary>Whether the API server has ServiceMonitors.</summary>
    Task<bool> KnowsServiceMonitorsAsync(CancellationToken cancellationToken);
}
