using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Controllers;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Apply;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Metrics;
using K8sCache.Operator.Observe;
using K8sCache.Operator.Planning;
using K8sCache.Operator.Status;

namespace K8sCache.Operator.Control;

/// <summary>
/// Brings a cache to what its resource says: observe → judge the spec, plan topology and objects by it → check names → store
/// the topology → push it → apply the objects → status, once. Level-based and quiet: it may run at any time, and where nothing
/// is to be done it writes nothing.
/// </summary>
[EntityRbac(typeof(CacheCluster), Verbs = RbacVerbs.Read)]
[EntityRbac(typeof(CacheCluster), Subresource = "status", Verbs = RbacVerbs.Patch)]
[EntityRbac(typeof(CacheCluster), Subresource = "finalizers", Verbs = RbacVerbs.Update)]
[EntityRbac(
    typeof(V1StatefulSet), typeof(V1Deployment), typeof(V1DaemonSet), typeof(V1Service), typeof(V1PodDisruptionBudget),
    typeof(ServiceMonitor),
    Verbs = RbacVerbs.Read | RbacVerbs.Create | RbacVerbs.Patch | RbacVerbs.Delete)]
[EntityRbac(typeof(V1ConfigMap), Verbs = RbacVerbs.Read | RbacVerbs.Create | RbacVerbs.Update)]
[EntityRbac(typeof(V1Secret), Verbs = RbacVerbs.Create | RbacVerbs.Patch)]
[EntityRbac(typeof(V1Pod), Verbs = RbacVerbs.Read)]
[EntityRbac(typeof(V1Node), Verbs = RbacVerbs.Get)]
public sealed class CacheClusterController(
    ClusterObserver observer, SpecJudge judge, NameClaims claims, IdentitySecrets identities, ObjectApplier applier, TopologyWriter topologies,
    StatusWriter statuses, OperatorMetrics metrics)
    : IEntityController<CacheCluster>
{
    /// <summary>While something moves, pods are asked this often how far they are.</summary>
    private static readonly TimeSpan MovingInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>What moves for longer than this is large or stuck, and is looked at less often.</summary>
    private static readonly TimeSpan MovingPatience = TimeSpan.FromMinutes(2);

    /// <summary>At rest, pods are asked this often whether they still live: a dead machine sends no event for a minute.</summary>
    private static readonly TimeSpan RestInterval = TimeSpan.FromSeconds(1);

    public async Task<ReconciliationResult<CacheCluster>> ReconcileAsync(CacheCluster entity, CancellationToken cancellationToken)
    {
        var cluster = statuses.WithLatestStatus(entity);
        var observed = await observer.ObserveAsync(cluster, cancellationToken);
        var verdict = judge.Judge(cluster, observed);
        var names = await claims.CheckAsync(verdict.Care?.Cluster ?? cluster, observed.ServiceMonitorsAvailable, cancellationToken);
        var pass = await ActAsync(cluster, observed, verdict, names, cancellationToken);
        var status = StatusBuilder.Build(pass);
        metrics.Judged(cluster.Key(), pass.Problems.Count == 0);
        await statuses.WriteAsync(cluster, status, cancellationToken);
        return ReconciliationResult<CacheCluster>.Success(cluster, NextLook(status, observed.Now));
    }

    /// <summary>Everything carries an ownerReference: the API server's garbage collector removes it.</summary>
    public Task<ReconciliationResult<CacheCluster>> DeletedAsync(CacheCluster entity, CancellationToken cancellationToken)
    {
        statuses.Forget(entity.Key());
        metrics.Forget(entity.Key());
        observer.Forget(entity.Key());
        identities.Forget(entity.Key());
        return Task.FromResult(ReconciliationResult<CacheCluster>.Success(entity));
    }

    /// <summary>
    /// The topology goes first: nothing that keeps objects from being written may keep a dead node's slots from being
    /// served. Pods are only taken away once the topology that does without them is known to all.
    /// </summary>
    private async Task<PassResult> ActAsync(
        CacheCluster cluster, ObservedCluster observed, Verdict verdict, ClaimedNames names, CancellationToken cancellationToken)
    {
        var pass = new PassResult
        {
            Cluster = cluster,
            Spec = verdict.Care?.Cluster.Spec ?? cluster.Spec,
            Observed = observed,
            Problems = [.. verdict.Problems, .. names.Taken.Values],
            Behind = new HashSet<string>(),
            Written = [],
        };
        var care = names.AreFree ? verdict.Care : null;
        var plan = care?.Topology ?? (ClusterSettings.InForce(observed) is { } settings ? TopologyPlan.Of(settings, observed) : null);
        if (plan?.Topology is { } topology)
        {
            // Where the ConfigMap is somebody else's the pods still get it, and tell it to whoever asks them for the newest.
            if (!names.Taken.ContainsKey((typeof(V1ConfigMap), Names.Topology(cluster.Metadata.Name!))))
                await topologies.StoreAsync(cluster, observed, topology, cancellationToken);
            var behind = await topologies.PushAsync(observed, topology, cancellationToken);
            var ready = observed.Nodes.Where(node => node.Serves).Select(node => node.Pod.Name).ToHashSet(StringComparer.Ordinal);
            pass = pass with { Topology = topology, Behind = behind, Slots = SlotCounts.Of(topology, ready) };
        }

        return care is null ? pass : await ApplyAsync(pass, care, names, cancellationToken);
    }

    private async Task<PassResult> ApplyAsync(PassResult pass, CarePlan care, ClaimedNames names, CancellationToken cancellationToken)
    {
        var (cluster, observed) = (pass.Cluster, pass.Observed);
        try
        {
            if (observed.IdentityProblem is { } unknown)
                return With(pass, Reasons.ObjectsRefused, unknown);

            // First, for pods start only when it is there.
            var isNew = await identities.EnsureAsync(cluster, observed, cancellationToken);
            IReadOnlyList<string> before = isNew ? [$"Secret {Names.Identity(cluster.Metadata.Name!)}"] : [];
            var applied = await applier.ApplyAsync(cluster, care.Wished, names, cancellationToken);
            pass = pass with { Written = [.. before, .. applied.Written] };
            if (applied.Refused.Count > 0)
                return With(pass, Reasons.ObjectsRefused, [.. applied.Refused]);

            // Routers of the other kind serve on until one of the wanted kind does.
            var owner = pass.Spec.Routing.Kind == RouterKind.DaemonSet ? "DaemonSet" : "ReplicaSet";
            if (observed.Routers.Count == 0 || observed.Routers.Any(router => router.Pod.IsReady && router.Pod.OwnerKind == owner))
                await applier.PruneAsync(cluster, care.Wished, cancellationToken);
            return pass;
        }
        catch (ApiException error) when (error.IsForbidden || error.IsInvalid)
        {
            return With(pass, Reasons.ObjectsRefused, error.Message);
        }
        catch (NameTakenException error)
        {
            return With(pass, Reasons.NameTaken, error.Message);
        }
    }

    private static PassResult With(PassResult pass, string reason, params IEnumerable<string> problems) =>
        pass with { Problems = [.. pass.Problems, .. problems.Select(why => new SpecProblem(reason, why))] };

    private static TimeSpan NextLook(CacheClusterStatus status, DateTimeOffset now)
    {
        var progressing = status.Conditions!.First(condition => condition.Type == ConditionTypes.Progressing);
        var moves = progressing.Status == "True" && now - progressing.LastTransitionTime < MovingPatience;
        return moves ? MovingInterval : RestInterval;
    }
}
