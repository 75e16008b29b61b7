using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Events;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Observe;
using Microsoft.Extensions.Logging;

namespace K8sCache.Operator.Apply;

/// <summary>Makes the stored objects be as wished by server-side apply, and writes nothing where they are already.</summary>
public sealed class ObjectApplier(
    IKubernetesClient client, IClusterObjects objects, IEventRecorder events, ILogger<ObjectApplier> logger)
{
    /// <summary>Of what is ours every field we want is ours, whoever wrote it last.</summary>
    private static readonly ApplyOptions Ours = new() { FieldManager = Names.FieldManager };

    /// <summary>A new object is applied without force: one that a stranger makes in the same moment is a conflict.</summary>
    private static readonly ApplyOptions New = new() { FieldManager = Names.FieldManager, Force = false };

    /// <summary>One that is refused keeps none of the others from being written.</summary>
    /// <exception cref="NameTakenException">An object of a wished name came to be just now, and not by us.</exception>
    public async Task<AppliedObjects> ApplyAsync(
        CacheCluster cluster, IReadOnlyList<IKubernetesObject<V1ObjectMeta>> wished, ClaimedNames names, CancellationToken cancellationToken)
    {
        var written = new List<string>();
        var refused = new List<string>();
        foreach (var obj in wished)
        {
            var stored = names.Objects.GetValueOrDefault((obj.GetType(), obj.Metadata.Name!));
            if (!ObjectDiff.NeedsApply(obj, stored))
                continue;
            try
            {
                await ApplyOneAsync(cluster, obj, isNew: stored is null, cancellationToken);
            }
            catch (ApiException error) when (error.IsInvalid || error.IsForbidden || error.IsUnmergeable)
            {
                // Something in the spec that the API server, a quota or a policy does not allow: trying harder is no help.
                refused.Add(error.Message);
                continue;
            }

            Log.Applied(logger, cluster.Key(), obj.Kind, obj.Metadata.Name ?? "");
            if (stored is not null)
                Adoption.Announce(events, cluster, stored);
            written.Add($"{obj.Kind} {obj.Metadata.Name}");
        }

        return new AppliedObjects(written, refused);
    }

    private async Task ApplyOneAsync(
        CacheCluster cluster, IKubernetesObject<V1ObjectMeta> obj, bool isNew, CancellationToken cancellationToken)
    {
        try
        {
            await ManagedKind.Of(obj.GetType()).ApplyAsync(client, ObjectDiff.Stamp(obj), isNew ? New : Ours, cancellationToken);
        }
        catch (ApiException error) when (isNew && error.IsConflict)
        {
            throw new NameTakenException(
                $"{obj.Kind} {obj.Metadata.Name} was made by somebody else, not by CacheCluster {cluster.Metadata.Name}", error);
        }
    }

    /// <summary>Deletes objects of ours that are wished for no more, such as the workload of another kind of router.</summary>
    public async Task PruneAsync(
        CacheCluster cluster, IReadOnlyList<IKubernetesObject<V1ObjectMeta>> wished, CancellationToken cancellationToken)
    {
        var key = cluster.Key();
        ObjectKey[] optional = [key with { Name = Names.Router(key.Name) }, key];
        foreach (var kind in ManagedKind.All)
        {
            foreach (var candidate in optional)
            {
                if (wished.Any(obj => obj.GetType() == kind.Type && obj.Key() == candidate)
                    || kind.Find(objects, candidate) is not { } stored || !stored.IsControlledBy(cluster) || stored.IsBeingDeleted())
                    continue;
                await kind.DeleteAsync(client, candidate, cancellationToken);
                Log.Deleted(logger, key, stored.Kind, candidate.Name);
            }
        }
    }
}
