using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Informers;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Controllers;

/// <summary>Maps changes of <typeparamref name="TObject"/> to keys of entities.</summary>
internal sealed class EntityWatch<TObject>(
    Func<TObject, IEnumerable<ObjectKey>> map, string? labelSelector, Func<InformerEvent<TObject>, bool>? when,
    Func<TObject, TObject>? keep) : EntityWatch
    where TObject : class, IKubernetesObject<V1ObjectMeta>
{
    public override Type EntityType => typeof(TObject);

    public override void Connect(InformerRegistry informers, string? namespaceName, Action<ObjectKey> enqueue)
    {
        var informer = informers.Get(new InformerOptions<TObject>
        {
            Namespace = namespaceName,
            LabelSelector = labelSelector,
            Keep = keep ?? (obj => obj),
        });
        informer.AddHandler(change =>
        {
            if (when is not null && !when(change))
                return;
            // The object may have changed hands: its former entity has to hear of it too.
            var former = change.Previous is null || ReferenceEquals(change.Previous, change.Value)
                ? []
                : map(change.Previous);
            foreach (var key in map(change.Value).Union(former))
                enqueue(key);
        });
    }
}
