using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Observe;
using Microsoft.Extensions.Logging;

namespace K8sCache.Operator.Apply;

/// <summary>Makes the stored objects be as wished by server-side apply, and writes nothing where they are already.</summary>
public sealed class ObjectApplier(IKubernetesClient client, IClusterObjects objects, ILogger<ObjectApplier> logger)
{
    private static readonly ApplyOptions Options = new() { FieldManager = Names.FieldManager };

    /// <summary>What was written, as <c>Kind name</c>.</summary>
    /// <exception cref="NameTakenException">An object of a wished name belongs to someone else.</exception>
    public async Task<IReadOnlyList<string>> ApplyAsync(
        CacheCluster cluster, IReadOnlyList<IKubernetesObject<V1ObjectMeta>> wished, CancellationToken cancellationToken)
    {
        var written = new List<string>();
        foreach (var obj in wished)
        {
            var kind = ManagedKind.Of(obj);
            var stored = kind.Find(objects, obj.Key());
            if (stored is not null)
                NameTakenException.ThrowIfForeign(cluster, stored);
            if (!ObjectDiff.NeedsApply(obj, stored))
                continue;
            await kind.ApplyAsync(client, ObjectDiff.Stamp(obj), Options, cancellationToken);
            Log.Applied(logger, cluster.Key(), obj.Kind, obj.Metadata.Name ?? "");
            written.Add($"{obj.Kind} {obj.Metadata.Name}");
        }

        return written;
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
