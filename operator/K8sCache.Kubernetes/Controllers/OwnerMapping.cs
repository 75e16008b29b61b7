using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Controllers;

/// <summary>Finds the entity that controls an object.</summary>
internal static class OwnerMapping
{
    /// <summary>
    /// The key of the controlling owner, if it is a <typeparamref name="TEntity"/>, of whatever version.
    /// </summary>
    public static IEnumerable<ObjectKey> ControllerOf<TEntity>(KubernetesObject obj)
        where TEntity : KubernetesObject
    {
        var kind = KubernetesKind.Of<TEntity>();
        if (obj.ControllerOwner() is not { } owner || owner.Kind != kind.Kind || GroupOf(owner.ApiVersion) != kind.Group)
            return [];
        var namespaceName = kind.Scope == EntityScope.Namespaced ? obj.Metadata.Namespace ?? "" : "";
        return [new ObjectKey(namespaceName, owner.Name)];
    }

    private static string GroupOf(string apiVersion)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? "" : apiVersion[..slash];
    }
}
