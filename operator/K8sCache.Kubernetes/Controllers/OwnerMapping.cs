using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Controllers;

/// <summary>Finds the entity that controls an object.</summary>
internal static class OwnerMapping
{
    /// <summary>
    /// The key of the controlling owner, if it is a <typeparamref name="TEntity"/>, of whatever version: in the object's own
    /// namespace, as entities are.
    /// </summary>
    public static IEnumerable<ObjectKey> ControllerOf<TEntity>(IKubernetesObject<V1ObjectMeta> obj)
        where TEntity : class, IKubernetesObject<V1ObjectMeta>
    {
        var kind = KubernetesKind.Of<TEntity>();
        if (obj.GetController() is not { } owner || owner.Kind != kind.Kind || GroupOf(owner.ApiVersion) != kind.Group)
            return [];
        return [new ObjectKey(obj.Metadata.NamespaceProperty ?? "", owner.Name)];
    }

    private static string GroupOf(string apiVersion)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? "" : apiVersion[..slash];
    }
}
