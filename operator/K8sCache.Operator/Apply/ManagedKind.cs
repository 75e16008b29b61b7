using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Observe;

namespace K8sCache.Operator.Apply;

/// <summary>A kind of object the operator makes, so that lists of mixed kinds reach the typed calls.</summary>
internal abstract class ManagedKind
{
    public static IReadOnlyList<ManagedKind> All { get; } =
    [
        new ManagedKind<V1Service>(), new ManagedKind<V1StatefulSet>(), new ManagedKind<V1Deployment>(),
        new ManagedKind<V1DaemonSet>(), new ManagedKind<V1PodDisruptionBudget>(), new ManagedKind<ServiceMonitor>(),
        new ManagedKind<V1ConfigMap>(),
    ];

    public abstract Type Type { get; }

    public static ManagedKind Of(Type type) => All.Single(kind => kind.Type == type);

    public abstract IKubernetesObject<V1ObjectMeta>? Find(IClusterObjects objects, ObjectKey key);

    /// <summary>As the API server has it, whatever its labels; null where there is none.</summary>
    public abstract Task<IKubernetesObject<V1ObjectMeta>?> FindLiveAsync(IKubernetesClient client, ObjectKey key, CancellationToken cancellationToken);

    public abstract Task ApplyAsync(IKubernetesClient client, IKubernetesObject<V1ObjectMeta> obj, ApplyOptions options, CancellationToken cancellationToken);

    public abstract Task DeleteAsync(IKubernetesClient client, ObjectKey key, CancellationToken cancellationToken);
}
