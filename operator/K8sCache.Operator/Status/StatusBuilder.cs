using k8s.Models;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Desired;
using K8sCache.Topology;

namespace K8sCache.Operator.Status;

/// <summary>Makes the status of a pass: a pure function, so that a pass that found nothing new makes the same one.</summary>
public static class StatusBuilder
{
    public static CacheClusterStatus Build(PassResult pass)
    {
        var judgements = ConditionRules.Judge(pass);
        return new CacheClusterStatus
        {
            ObservedGeneration = pass.Cluster.Metadata.Generation,
            Phase = Phase(pass, judgements),
            Replicas = pass.Observed.Nodes.Count,
            ReadyReplicas = pass.Observed.Nodes.Count(node => node.Pod.IsReady),
            NodesReady = $"{pass.NodesReady}/{pass.Spec.Nodes.Replicas}",
            RoutersReady = $"{pass.RoutersReady}/{pass.RoutersWanted}",
            Selector = LabelSelectors.AllOf(Labels.Selector(pass.Cluster.Metadata.Name!, Labels.NodeComponent)),
            Endpoint = Endpoint(pass.Observed.ClientService, pass.Spec.Routing.Service.Port),
            TopologyEpoch = pass.Topology?.Epoch ?? 0,
            ReplicationFactor = pass.Topology?.Replication.Factor,
            Scheduler = pass.Topology?.Scheduler.Type.ToString(),
            Slots = pass.Slots is { } slots ? new SlotsStatus { InSync = slots.InSync, Filling = slots.Filling } : null,
            Nodes = pass.Topology is { } topology ? Nodes(topology) : null,
            Conditions = [.. ConditionTypes.All.Select(type => Condition(type, judgements[type], pass))],
        };
    }

    private static ClusterPhase Phase(PassResult pass, IReadOnlyDictionary<string, Judgement> judgements)
    {
        if (!judgements[ConditionTypes.Valid].Status)
            return ClusterPhase.Invalid;
        var ready = judgements[ConditionTypes.Ready].Status;
        // What only starts has not got worse.
        if (!ready && (pass.Topology is null || pass.Cluster.Status?.Phase is null or ClusterPhase.Pending))
            return ClusterPhase.Pending;
        if (!ready || judgements[ConditionTypes.Degraded].Status)
            return ClusterPhase.Degraded;
        return judgements[ConditionTypes.Progressing].Status ? ClusterPhase.Progressing : ClusterPhase.Ready;
    }

    private static Condition Condition(string type, Judgement judgement, PassResult pass)
    {
        var status = judgement.Status ? "True" : "False";
        var before = pass.Cluster.Status?.Conditions?.FirstOrDefault(condition => condition.Type == type);
        return new Condition
        {
            Type = type,
            Status = status,
            ObservedGeneration = pass.Cluster.Metadata.Generation,
            LastTransitionTime = before?.Status == status ? before.LastTransitionTime : pass.Observed.Now,
            Reason = judgement.Reason,
            Message = judgement.Message,
        };
    }

    /// <summary>A load balancer's address where there is one, else the Service's own, which every pod can reach.</summary>
    private static string? Endpoint(V1Service? service, int port)
    {
        var ingress = service?.Status?.LoadBalancer?.Ingress is [var first, ..] ? first : null;
        var host = ingress?.Ip ?? ingress?.Hostname ?? service?.Spec?.ClusterIP;
        if (string.IsNullOrEmpty(host))
            return null;
        return host.Contains(':', StringComparison.Ordinal) ? $"[{host}]:{port}" : $"{host}:{port}";
    }

    private static IReadOnlyList<NodeStatus> Nodes(TopologyDocument topology)
    {
        var ranges = SlotMap.Compile(topology).Ranges;
        return
        [
            .. topology.Nodes.Select(node => new NodeStatus
            {
                Name = node.Name,
                Address = node.Address,
                Zone = node.Zone,
                State = node.State.ToString(),
                PrimarySlots = ranges.Where(range => range.Copies[0].Node == node.Name).Sum(range => range.To - range.From + 1),
                Copies = ranges.Where(range => range.Copies.Any(copy => copy.Node == node.Name)).Sum(range => range.To - range.From + 1),
            }),
        ];
    }
}
