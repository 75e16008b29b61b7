using System.Globalization;
using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Apply;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Identity;
using K8sCache.Topology;

namespace K8sCache.Operator.Observe;

/// <summary>Takes the picture a reconcile pass decides on: Kubernetes' objects, and what each pod says of itself.</summary>
public sealed class ClusterObserver(
    IClusterObjects objects, IPodAdmin admin, IdentityKeys identities, MachineZones zones, SilenceTracker silences, TimeProvider timeProvider)
{
    public async Task<ObservedCluster> ObserveAsync(CacheCluster cluster, CancellationToken cancellationToken)
    {
        var key = cluster.Key();
        var name = key.Name;
        var (token, identityProblem) = await TokenOfAsync(key, cancellationToken);
        var nodeSet = objects.Find<V1StatefulSet>(key with { Name = Names.Nodes(name) });
        var deployment = objects.Find<V1Deployment>(key with { Name = Names.Router(name) });
        var daemonSet = objects.Find<V1DaemonSet>(key with { Name = Names.Router(name) });
        var nodesTask = Task.WhenAll(Pods(cluster, Labels.NodeComponent, nodeSet)
            .Select(pod => ObserveNodeAsync(key, pod, token, cancellationToken)));
        var routersTask = Task.WhenAll(Pods(cluster, Labels.RouterComponent, deployment, daemonSet)
            .Select(pod => ObserveRouterAsync(pod, token, cancellationToken)));
        var nodes = (await nodesTask).OfType<ObservedNode>().OrderBy(node => node.Ordinal).ToList();
        var routers = (await routersTask).OrderBy(router => router.Pod.Name, StringComparer.Ordinal).ToList();

        silences.Retain(key, nodes.Select(node => node.Pod.Uid));
        var configMap = objects.Find<V1ConfigMap>(key with { Name = Names.Topology(name) });
        if (configMap is not null && !Ownership.IsOf(cluster, configMap))
            configMap = null; // Whoever's it is, no topology of ours is in it.
        var stored = TopologyConfigMap.Read(configMap);
        var reported = nodes.Where(node => !node.Pod.IsTerminating).Select(node => (node.Pod.Ip, Epoch: node.Report?.Epoch ?? 0))
            .Concat(routers.Select(router => (router.Pod.Ip, Epoch: router.Report?.Epoch ?? 0)))
            .ToList();
        return new ObservedCluster
        {
            Nodes = nodes,
            Routers = routers,
            Current = await NewestAsync(stored, reported, token, cancellationToken),
            HighestEpoch = Math.Max(stored?.Epoch ?? 0, reported.Select(pod => pod.Epoch).DefaultIfEmpty().Max()),
            TopologyConfigMap = configMap,
            NodeSet = nodeSet,
            RouterDeployment = deployment,
            RouterDaemonSet = daemonSet,
            ClientService = objects.Find<V1Service>(key with { Name = Names.Service(name) }),
            ServiceMonitorsAvailable = await objects.KnowsServiceMonitorsAsync(cancellationToken),
            Token = token,
            IdentityProblem = identityProblem,
            Now = timeProvider.GetUtcNow(),
        };
    }

    /// <summary>Without it pods refuse us and stay what they are, and what asks for none is cared for: better than no care at all.</summary>
    private async Task<(string Token, string? Problem)> TokenOfAsync(ObjectKey cluster, CancellationToken cancellationToken)
    {
        try
        {
            return (await identities.TokenOfAsync(cluster, cancellationToken), null);
        }
        catch (Exception error) when (error is InvalidDataException or ApiException { IsForbidden: true } or ApiException { IsInvalid: true })
        {
            return ("", $"the internal identity is not known: {error.Message}");
        }
    }

    /// <summary>Drops what is remembered of a cluster that is gone.</summary>
    public void Forget(ObjectKey cluster) => silences.Retain(cluster, []);

    /// <summary>
    /// The cluster's pods of a component. Those that are older than the cluster and than its workloads are of a former one of
    /// its name, which was deleted a moment ago: they still answer, and end with all they hold.
    /// </summary>
    private IEnumerable<ObservedPod> Pods(CacheCluster cluster, string component, params IKubernetesObject<V1ObjectMeta>?[] workloads)
    {
        var since = workloads.Where(workload => workload is not null && Ownership.IsOf(cluster, workload))
            .Select(workload => workload!.Metadata.CreationTimestamp)
            .Append(cluster.Metadata.CreationTimestamp).Min();
        return objects.Pods(cluster.Key(), component).Select(Live).OfType<ObservedPod>()
            .Where(pod => since is null || pod.CreatedAt >= since);
    }

    /// <summary>A pod that ended for good (its machine may still list it) is none.</summary>
    private static ObservedPod? Live(V1Pod pod) =>
        pod.Status?.Phase is "Succeeded" or "Failed" ? null : ObservedPod.Of(pod);

    private async Task<ObservedNode?> ObserveNodeAsync(
        ObjectKey cluster, ObservedPod pod, string token, CancellationToken cancellationToken)
    {
        var prefix = Names.Nodes(cluster.Name) + "-";
        if (!pod.Name.StartsWith(prefix, StringComparison.Ordinal)
            || !int.TryParse(pod.Name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal))
            return null;
        var report = pod.Ip is null ? null : await admin.GetNodeReportAsync(new PodDoor(pod.Ip, token), cancellationToken);
        return new ObservedNode
        {
            Pod = pod,
            Ordinal = ordinal,
            Report = report,
            IsSilent = silences.IsSilent(cluster, pod.Uid, report is not null),
            Zone = await zones.ZoneOfAsync(pod, cancellationToken),
        };
    }

    private async Task<ObservedRouter> ObserveRouterAsync(ObservedPod pod, string token, CancellationToken cancellationToken) => new()
    {
        Pod = pod,
        Report = pod.Ip is null ? null : await admin.GetRouterReportAsync(new PodDoor(pod.Ip, token), cancellationToken),
    };

    /// <summary>
    /// The ConfigMap is the store of truth, but may have been deleted or put back by hand: then a pod that has a newer
    /// topology is asked for it, since nobody takes an older one.
    /// </summary>
    private async Task<TopologyDocument?> NewestAsync(
        TopologyDocument? stored, List<(string? Ip, long Epoch)> reported, string token, CancellationToken cancellationToken)
    {
        foreach (var (ip, epoch) in reported.Where(pod => pod.Ip is not null).OrderByDescending(pod => pod.Epoch))
        {
            if (epoch <= (stored?.Epoch ?? 0))
                break;
            if (await admin.GetTopologyAsync(new PodDoor(ip!, token), cancellationToken) is { } newer && newer.Epoch > (stored?.Epoch ?? 0))
                return newer;
        }

        return stored;
    }
}
