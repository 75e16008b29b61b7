using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Events;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Apply;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Observe;
using K8sCache.Operator.Status;
using K8sCache.Topology;
using Microsoft.Extensions.Logging;

namespace K8sCache.Operator.Control;

/// <summary>Puts a topology in force: first into the ConfigMap, which settles it, then to the pods, which makes it quick.</summary>
public sealed class TopologyWriter(
    IKubernetesClient client, IPodAdmin admin, IEventRecorder events, ILogger<TopologyWriter> logger)
{
    private static readonly WriteOptions Options = new() { FieldManager = Names.FieldManager };

    /// <summary>
    /// Stores the topology unless it is stored already. Carries the version of the ConfigMap the plan was made from, so
    /// that of two operators (a leader that lost its lease without noticing) only one can make an epoch.
    /// </summary>
    /// <exception cref="ApiException">A conflict: the plan was made from an old view and must be made anew.</exception>
    public async Task StoreAsync(
        CacheCluster cluster, ObservedCluster observed, TopologyDocument topology, CancellationToken cancellationToken)
    {
        var stored = observed.TopologyConfigMap;
        var isOrphan = stored is not null && Ownership.IsOrphanOf(cluster, stored);
        if (stored is not null && !isOrphan && topology.Equals(TopologyConfigMap.Read(stored)))
            return;
        var wanted = TopologyConfigMap.With(cluster, stored, topology);
        if (stored is null)
            await client.CreateAsync(wanted, Options, cancellationToken);
        else
            await client.UpdateAsync(wanted, Options, cancellationToken);
        if (isOrphan)
            Adoption.Announce(events, cluster, stored!);
        Log.TopologyWritten(logger, cluster.Key(), topology.Epoch, topology.Nodes.Count);
        events.Publish(
            cluster, EventType.Normal, Reasons.TopologyChanged, "PlanTopology",
            $"topology of epoch {topology.Epoch}: {topology.Nodes.Count} nodes, {topology.Scheduler.Type}, {topology.Replication.Factor} copies");
    }

    /// <summary>Sends the topology to every pod that answers and has an older one; the names of those still without it.</summary>
    public async Task<IReadOnlySet<string>> PushAsync(
        ObservedCluster observed, TopologyDocument topology, CancellationToken cancellationToken)
    {
        var pods = observed.Nodes.Select(node => (node.Pod, Epoch: node.Report?.Epoch))
            .Concat(observed.Routers.Select(router => (router.Pod, Epoch: router.Report?.Epoch)))
            .Where(pod => pod.Epoch != topology.Epoch)
            .ToList();
        var taken = await Task.WhenAll(pods.Select(async pod =>
            pod is { Epoch: not null, Pod.Ip: { } ip } && await admin.PutTopologyAsync(new PodDoor(ip, observed.Token), topology, cancellationToken)));
        return pods.Where((_, index) => !taken[index]).Select(pod => pod.Pod.Name).ToHashSet(StringComparer.Ordinal);
    }
}
