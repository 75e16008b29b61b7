namespace K8sCache.Kubernetes.Objects;

/// <summary>Questions one asks of any object.</summary>
public static class KubernetesObjectExtensions
{
    public static ObjectKey Key(this IKubernetesObject<V1ObjectMeta> obj) =>
        new(obj.Metadata.Namespace ?? "", obj.Metadata.Name ?? "");

    public static string? Label(this IKubernetesObject<V1ObjectMeta> obj, string name) =>
        obj.Metadata.Labels?.GetValueOrDefault(name);

    public static string? Annotation(this IKubernetesObject<V1ObjectMeta> obj, string name) =>
        obj.Metadata.Annotations?.GetValueOrDefault(name);

    public static bool HasFinalizer(this IKubernetesObject<V1ObjectMeta> obj, string name) =>
        obj.Metadata.Finalizers?.Contains(name) ?? false;

    /// <summary>Whether deletion was asked for and only finalizers keep the object.</summary>
    public static bool IsBeingDeleted(this IKubernetesObject<V1ObjectMeta> obj) =>
        obj.Metadata.DeletionTimestamp is not null;

    /// <summary>
    /// A reference by which other objects name this one, as stored by the API server, as their controller.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The object has no uid: it was not read from the API server.
    /// </exception>
    public static V1OwnerReference ToOwnerReference(this IKubernetesObject<V1ObjectMeta> owner) => new()
    {
        ApiVersion = owner.ApiVersion,
        Kind = owner.Kind,
        Name = owner.Metadata.Name ?? throw new InvalidOperationException("An owner needs a name."),
        Uid = owner.Metadata.Uid ?? throw new InvalidOperationException("An owner needs a uid."),
        Controller = true,
        BlockOwnerDeletion = true,
    };

    /// <summary>The one owner that manages the object, or null.</summary>
    public static V1OwnerReference? ControllerOwner(this IKubernetesObject<V1ObjectMeta> obj) =>
        obj.Metadata.OwnerReferences?.FirstOrDefault(reference => reference.Controller == true);

    public static bool IsControlledBy(this IKubernetesObject<V1ObjectMeta> obj, IKubernetesObject<V1ObjectMeta> owner) =>
        obj.ControllerOwner() is { } reference && reference.Uid == owner.Metadata.Uid;
}
