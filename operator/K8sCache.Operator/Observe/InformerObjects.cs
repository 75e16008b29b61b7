using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Informers;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Desired;

namespace K8sCache.Operator.Observe;

/// <summary>The informers' caches: reading them costs no call, so that a pass may happen every second.</summary>
public sealed class InformerObjects(
    IKubernetesClient client, InformerRegistry informers, string? namespaceName, TimeProvider timeProvider) : IClusterObjects
{
    /// <summary>How long an answer about the API server's kinds holds: kinds are installed seldom.</summary>
    private static readonly TimeSpan KindsHold = TimeSpan.FromMinutes(1);

    private long? _kindsAskedAt;
    private volatile bool _knowsServiceMonitors;

    /// <summary>What our objects and pods have in common; anyone else's never enter the caches.</summary>
    public static string Selector { get; } = LabelSelectors.AllOf(
        new Dictionary<string, string> { [Labels.Name] = Labels.NameValue, [Labels.ManagedBy] = Labels.ManagedByValue });

    public T? Find<T>(ObjectKey key)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        typeof(T) == typeof(ServiceMonitor) && !_knowsServiceMonitors ? null : Informer<T>().Get(key);

    public IReadOnlyList<V1Pod> Pods(ObjectKey cluster, string component) =>
        [.. Informer<V1Pod>().List().Where(pod => pod.Metadata.NamespaceProperty == cluster.Namespace
            && pod.GetLabel(Labels.Instance) == cluster.Name && pod.GetLabel(Labels.Component) == component)];

    public async Task<bool> KnowsServiceMonitorsAsync(CancellationToken cancellationToken)
    {
        if (_kindsAskedAt is { } asked && timeProvider.GetElapsedTime(asked) < KindsHold)
            return _knowsServiceMonitors;
        try
        {
            await client.SendAsync(
                HttpMethod.Get, $"/apis/{KubernetesKind.Of<ServiceMonitor>().ApiVersion}", cancellationToken: cancellationToken);
            _knowsServiceMonitors = true;
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            _knowsServiceMonitors = false;
        }

        _kindsAskedAt = timeProvider.GetTimestamp();
        return _knowsServiceMonitors;
    }

    private IInformer<T> Informer<T>()
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        informers.Get(new InformerOptions<T> { Namespace = namespaceName, LabelSelector = Selector });
}
