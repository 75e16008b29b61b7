using k8s;
using k8s.Models;

namespace K8sCache.Kubernetes.Controllers;

/// <summary>Clean-up that has to succeed before an entity may go.</summary>
/// <remarks>
/// Called until it returns success without a requeue; then its finalizer is taken off the entity. It may run
/// again after it succeeded (the removal can fail), so it must be idempotent.
/// </remarks>
public interface IEntityFinalizer<TEntity>
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    Task<ReconciliationResult<TEntity>> FinalizeAsync(TEntity entity, CancellationToken cancellationToken);
}
