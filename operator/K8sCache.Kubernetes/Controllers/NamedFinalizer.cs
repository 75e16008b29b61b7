using k8s;
using k8s.Models;

namespace K8sCache.Kubernetes.Controllers;

/// <summary>A finalizer and the name it has in <c>metadata.finalizers</c>.</summary>
internal sealed record NamedFinalizer<TEntity>(string Name, IEntityFinalizer<TEntity> Finalizer)
    where TEntity : class, IKubernetesObject<V1ObjectMeta>;
