using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Informers;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Controllers;

/// <summary>
/// Finds out what one key needs: its finalizers put on, run or taken off, its reconciliation, or a farewell.
/// </summary>
internal sealed class EntityReconciler<TEntity>(
    IKubernetesClient client,
    IInformer<TEntity> informer,
    IEntityController<TEntity> controller,
    IReadOnlyList<NamedFinalizer<TEntity>> finalizers)
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    // Last states of entities that went, until DeletedAsync has dealt with them.
    private readonly ConcurrentDictionary<ObjectKey, TEntity> _deleted = new();

    public void RememberDeleted(TEntity entity) => _deleted[entity.Key()] = entity;

    /// <summary>Null: there is nothing to do, for an entity that never was or was dealt with.</summary>
    public async Task<ReconciliationResult<TEntity>?> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (informer.Get(key) is not { } entity)
            return await SayFarewellAsync(key, cancellationToken);

        // A namesake is here: level-based, what it needs is all that counts.
        _deleted.TryRemove(key, out _);
        if (entity.IsBeingDeleted())
            return await FinalizeAsync(entity, cancellationToken);

        var missing = finalizers.Select(finalizer => finalizer.Name).Where(name => !entity.HasFinalizer(name)).ToArray();
        if (missing.Length > 0)
            entity = await SetFinalizersAsync(entity, [.. entity.Metadata.Finalizers ?? [], .. missing], cancellationToken);
        return await controller.ReconcileAsync(entity, cancellationToken);
    }

    private async Task<ReconciliationResult<TEntity>?> SayFarewellAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (!_deleted.TryGetValue(key, out var last))
            return null;
        var result = await controller.DeletedAsync(last, cancellationToken);
        if (result.Outcome is ReconciliationOutcome.Success or ReconciliationOutcome.Terminal)
            _deleted.TryRemove(KeyValuePair.Create(key, last));
        return result;
    }

    private async Task<ReconciliationResult<TEntity>> FinalizeAsync(TEntity entity, CancellationToken cancellationToken)
    {
        foreach (var (name, finalizer) in finalizers)
        {
            if (!entity.HasFinalizer(name))
                continue;
            var result = await finalizer.FinalizeAsync(entity, cancellationToken);
            if (result.Outcome != ReconciliationOutcome.Success)
                return result;
            try
            {
                var rest = entity.Metadata.Finalizers!.Where(other => other != name);
                entity = await SetFinalizersAsync(entity, [.. rest], cancellationToken);
            }
            catch (ApiException error) when (error.IsNotFound)
            {
                break;
            }
        }
        return ReconciliationResult<TEntity>.Success(entity);
    }

    /// <remarks>
    /// Carries the resourceVersion: a merge patch replaces the list, and must not undo another's entry.
    /// </remarks>
    private Task<TEntity> SetFinalizersAsync(TEntity entity, string[] names, CancellationToken cancellationToken) =>
        client.PatchAsync<TEntity>(
            entity.Key(),
            KubernetesPatch.Merge(new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["finalizers"] = new JsonArray([.. names.Select(name => (JsonNode?)JsonValue.Create(name))]),
                    ["resourceVersion"] = entity.Metadata.ResourceVersion,
                },
            }),
            cancellationToken: cancellationToken);
}
