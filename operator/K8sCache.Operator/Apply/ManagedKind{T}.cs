using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Observe;

namespace K8sCache.Operator.Apply;

/// <inheritdoc/>
internal sealed class ManagedKind<T> : ManagedKind
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    public override Type Type => typeof(T);

    public override IKubernetesObject<V1ObjectMeta>? Find(IClusterObjects objects, ObjectKey key) => objects.Find<T>(key);

    public override async Task<IKubernetesObject<V1ObjectMeta>?> FindLiveAsync(
        IKubernetesClient client, ObjectKey key, CancellationToken cancellationToken) =>
        await client.FindAsync<T>(key.Name, key.Namespace, cancellationToken);

    public override Task ApplyAsync(
        IKubernetesClient client, IKubernetesObject<V1ObjectMeta> obj, ApplyOptions options, CancellationToken cancellationToken) =>
        client.ApplyAsync((T)obj, options, cancellationToken);

    public override async Task DeleteAsync(IKubernetesClient client, ObjectKey key, CancellationToken cancellationToken)
    {
        try
        {
            await client.DeleteAsync<T>(key, cancellationToken: cancellationToken);
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            // Gone already, which is all that was wanted; the cache had not heard of it.
        }
    }
}
