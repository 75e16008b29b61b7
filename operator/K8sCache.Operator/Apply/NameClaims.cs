using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Observe;
using K8sCache.Operator.Planning;
using K8sCache.Operator.Status;

namespace K8sCache.Operator.Apply;

/// <summary>
/// Looks at every name a cluster needs before anything is written: what somebody else made is never taken over. The caches
/// hold only what has our labels, so a name that is not among them is asked for; at rest all are, and nothing is asked.
/// </summary>
public sealed class NameClaims(IKubernetesClient client, IClusterObjects objects)
{
    public async Task<ClaimedNames> CheckAsync(CacheCluster cluster, bool serviceMonitorsAvailable, CancellationToken cancellationToken)
    {
        var claimed = new Dictionary<(Type, string), IKubernetesObject<V1ObjectMeta>>();
        var taken = new Dictionary<(Type, string), SpecProblem>();
        bool? isThere = null;
        foreach (var (type, name) in DesiredObjects.NamesOf(cluster, serviceMonitorsAvailable))
        {
            var kind = ManagedKind.Of(type);
            var key = cluster.Key() with { Name = name };
            var stored = kind.Find(objects, key) ?? await kind.FindLiveAsync(client, key, cancellationToken);
            if (stored is null)
                continue;
            if (!Ownership.IsOf(cluster, stored))
                taken[(type, name)] = Problem(cluster, KubernetesKind.Of(type).Kind, stored);
            else if (Ownership.IsOrphanOf(cluster, stored) && !(isThere ??= await IsThereAsync(cluster, cancellationToken)))
                taken[(type, name)] = Left(cluster, KubernetesKind.Of(type).Kind, stored);
            else
                claimed[(type, name)] = stored;
        }

        return new ClaimedNames(claimed, taken);
    }

    /// <summary>
    /// Whether the cluster itself is no longer on its way out: a deletion with <c>--cascade=orphan</c> takes the owner off its
    /// objects first, and put back by us they would be deleted with it.
    /// </summary>
    private async Task<bool> IsThereAsync(CacheCluster cluster, CancellationToken cancellationToken) =>
        await client.FindAsync<CacheCluster>(cluster.Metadata.Name!, cluster.Metadata.NamespaceProperty, cancellationToken) is { } live
        && live.Metadata.Uid == cluster.Metadata.Uid && !live.IsBeingDeleted();

    private static SpecProblem Left(CacheCluster cluster, string kind, IKubernetesObject<V1ObjectMeta> stored) => new(
        Reasons.NameTaken, $"{kind} {stored.Metadata.Name} is left by CacheCluster {cluster.Metadata.Name}, which is being deleted");

    private static SpecProblem Problem(CacheCluster cluster, string kind, IKubernetesObject<V1ObjectMeta> stored) => new(
        Reasons.NameTaken,
        stored.IsBeingDeleted()
            ? $"{kind} {stored.Metadata.Name} is being deleted: waiting until its name is free"
            : $"{kind} {stored.Metadata.Name} exists and is not of CacheCluster {cluster.Metadata.Name}: nothing is written until it is gone; "
            + "delete or rename it, or give the cache another name");
}
