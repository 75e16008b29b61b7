using k8s.Models;
using K8sCache.Topology;

namespace K8sCache.Operator.Observe;

/// <summary>Everything a reconcile pass decides on besides the resource itself, taken at its start.</summary>
public sealed record ObservedCluster
{
    /// <summary>Cache servers by ordinal; pods that ended are not among them.</summary>
    public required IReadOnlyList<ObservedNode> Nodes { get; init; }

    public required IReadOnlyList<ObservedRouter> Routers { get; init; }

    /// <summary>The topology with the highest epoch that the ConfigMap or a pod has; null before the first.</summary>
    public TopologyDocument? Current { get; init; }

    /// <summary>The highest epoch anyone reported; the next one has to be higher.</summary>
    public long HighestEpoch { get; init; }

    /// <summary>The ConfigMap as it is, to replace exactly this version of it; null where there is none.</summary>
    public V1ConfigMap? TopologyConfigMap { get; init; }

    public V1StatefulSet? NodeSet { get; init; }

    public V1Deployment? RouterDeployment { get; init; }

    public V1DaemonSet? RouterDaemonSet { get; init; }

    public V1Service? ClientService { get; init; }

    /// <summary>Whether the API server knows ServiceMonitors.</summary>
    public bool ServiceMonitorsAvailable { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>The internal identity, which opens the pods' doors; empty where it is not known.</summary>
    public string Token { get; init; } = "";

    /// <summary>Why the identity is not known; null where it is.</summary>
    public string? IdentityProblem { get; init; }

    /// <summary>Whether any pod does not know the identity.</summary>
    public bool AnyRefused => Nodes.Any(node => node.Report is { IsRefused: true }) || Routers.Any(router => router.Report is { IsRefused: true });

    /// <summary>Whether any pod has not begun to run.</summary>
    public bool ArePodsWaiting => Nodes.Any(node => node.Pod.Ip is null) || Routers.Any(router => router.Pod.Ip is null);

    /// <summary>Whether a topology is in force, and with everyone who answers.</summary>
    public bool EveryoneKnows(TopologyDocument topology) =>
        topology.Epoch == Current?.Epoch
        && Nodes.All(node => node.Report is null || node.Report.Epoch >= topology.Epoch)
        && Routers.All(router => router.Report is null || router.Report.Epoch >= topology.Epoch);
}
