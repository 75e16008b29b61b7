using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Informers;

namespace K8sCache.Kubernetes.Controllers;

/// <summary>
/// Filters of events. They judge updates; that an object came, went or is to be looked at again always counts.
/// </summary>
public static class Predicates
{
    /// <summary>What is wished for changed, or deletion was asked for; status and label changes don't count.</summary>
    public static bool GenerationChanged<T>(InformerEvent<T> change)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        IsNoUpdate(change)
        || change.Previous!.Metadata.Generation != change.Value.Metadata.Generation
        || change.Previous.Metadata.DeletionTimestamp != change.Value.Metadata.DeletionTimestamp;

    /// <summary>As <see cref="GenerationChanged"/>, or an annotation changed.</summary>
    public static bool GenerationOrAnnotationsChanged<T>(InformerEvent<T> change)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        GenerationChanged(change)
        || !Same(change.Previous!.Metadata.Annotations, change.Value.Metadata.Annotations);

    private static bool IsNoUpdate<T>(InformerEvent<T> change)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        change.Type != InformerEventType.Updated || change.Previous is null
        || change.Previous.Metadata.Uid != change.Value.Metadata.Uid;

    private static bool Same(IDictionary<string, string>? left, IDictionary<string, string>? right) =>
        (left?.Count ?? 0) == (right?.Count ?? 0)
        && (left ?? new Dictionary<string, string>())
            .All(entry => right!.TryGetValue(entry.Key, out var value) && value == entry.Value);
}
