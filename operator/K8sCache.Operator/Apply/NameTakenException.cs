using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;

namespace K8sCache.Operator.Apply;

/// <summary>
/// An object with a name we need belongs to someone else: a stranger, or a cluster of this name that was deleted and
/// whose objects are still being collected. Tried again until the name is free.
/// </summary>
public sealed class NameTakenException : Exception
{
    public NameTakenException(string message) : base(message)
    {
    }

    public NameTakenException(string message, Exception inner) : base(message, inner)
    {
    }

    public NameTakenException()
    {
    }

    public static void ThrowIfForeign(CacheCluster cluster, IKubernetesObject<V1ObjectMeta> stored)
    {
        if (!stored.IsControlledBy(cluster) || stored.IsBeingDeleted())
        {
            throw new NameTakenException(
                $"{stored.Kind} {stored.Metadata.Name} exists and is not this cluster's, or is being deleted");
        }
    }
}
