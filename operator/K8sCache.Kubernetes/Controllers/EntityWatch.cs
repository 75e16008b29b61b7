using K8sCache.Kubernetes.Informers;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Controllers;

/// <summary>A further kind whose changes lead to entities.</summary>
internal abstract class EntityWatch
{
    public abstract Type EntityType { get; }

    /// <summary>Obtains the informer and lets its changes add keys to the controller's queue.</summary>
    public abstract void Connect(InformerRegistry informers, string? namespaceName, Action<ObjectKey> enqueue);
}
