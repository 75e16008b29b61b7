using k8s;
using k8s.Models;

namespace K8sCache.Kubernetes.Controllers;

/// <summary>Makes the world be as an entity says. Level-based: told which entity, never what happened to it.</summary>
/// <remarks>
/// One key is never reconciled twice at the same time. The entity comes from the informer's cache: it may lag behind, and is
/// shared, so it must not be written to (make copies with <c>with</c>);
/// writes that depend on it should carry its resourceVersion. A thrown exception is a failure: it is retried with backoff.
/// </remarks>
public interface IEntityController<TEntity>
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    Task<ReconciliationResult<TEntity>> ReconcileAsync(TEntity entity, CancellationToken cancellationToken);

    /// <summary>The entity is gone; <paramref name="entity"/> is its last known state.</summary>
    /// <remarks>
    /// Not called for what went while no operator ran: clean-up that must happen belongs in an
    /// <see cref="IEntityFinalizer{TEntity}"/>.
    /// </remarks>
    Task<ReconciliationResult<TEntity>> DeletedAsync(TEntity entity, CancellationToken cancellationToken);
}
