using k8s;
using k8s.Models;

namespace K8sCache.Kubernetes.Objects;

/// <summary>What the package's own extensions leave out.</summary>
public static class ObjectExtensions
{
    public static ObjectKey Key(this IMetadata<V1ObjectMeta> obj) =>
        new(obj.Metadata.NamespaceProperty ?? "", obj.Metadata.Name ?? "");

    /// <summary>Deletion was asked for; finalizers still hold the object.</summary>
    public static bool IsBeingDeleted(this IMetadata<V1ObjectMeta> obj) => obj.Metadata.DeletionTimestamp is not null;

    /// <summary>A reference for objects that this one controls.</summary>
    /// <exception cref="InvalidOperationException">The owner was not read from the API: it has no uid.</exception>
    public static V1OwnerReference ToOwnerReference(this IKubernetesObject<V1ObjectMeta> owner)
    {
        var kind = KubernetesKind.Of(owner.GetType());
        return new V1OwnerReference
        {
            ApiVersion = kind.ApiVersion,
            Kind = kind.Kind,
            Name = owner.Metadata.Name ?? throw new InvalidOperationException("An owner needs a name."),
            Uid = owner.Metadata.Uid ?? throw new InvalidOperationException("An owner needs a uid."),
            Controller = true,
            BlockOwnerDeletion = true,
        };
    }

    public static bool IsControlledBy(this IMetadata<V1ObjectMeta> obj, IMetadata<V1ObjectMeta> owner) =>
        obj.GetController() is { } reference && reference.Uid == owner.Metadata.Uid;
}
