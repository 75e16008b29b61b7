using K8sCache.Kubernetes.Crd;
using K8sCache.Topology;

namespace K8sCache.Operator.Api;

/// <summary>The routers of a cluster and the rule they route by.</summary>
[ValidationRule(
    "self.kind != 'DaemonSet' || !has(self.replicas)",
    "replicas is for kind Deployment only: a DaemonSet has one router on every Kubernetes node",
    FieldPath = ".replicas")]
public sealed record RoutingSpec
{
    public const int DefaultReplicas = 2;

    [Description("The rule that picks which copy of an entry serves a read. A change is live in under a second, with "
        + "no connection dropped.")]
    public SchedulerType Scheduler { get; set; } = SchedulerType.Hash;

    [Description("Parameters of the scheduler: numbers by name, each with a default. docs/schedulers.md lists them.")]
    [Length(0, TopologyLimits.MaxSchedulerParameters)]
    public IReadOnlyDictionary<string, double>? Parameters { get; init; }

    [Description("Deployment: as many routers as replicas says. DaemonSet: one on every Kubernetes node, nearest to "
        + "its clients.")]
    public RouterKind Kind { get; set; } = RouterKind.Deployment;

    [Description("Routers, where kind is Deployment. Default: 2.")]
    [Range(1, 1000)]
    public int? Replicas { get; init; }

    [Description("Second tries of slow reads.")]
    public HedgingSpec Hedging { get; set; } = new();

    [Description("Keys with a large share of the reads. A change is live in under a second.")]
    public HotKeysSpec HotKeys { get; set; } = new();

    [Description("Values of hot keys kept in the routers. A change is live in under a second.")]
    public NearCacheSpec NearCache { get; set; } = new();

    [Description("The Service that clients connect to; it has the cluster's name.")]
    public ServiceSpec Service { get; set; } = new();

    [Description("Additions to the routers' pods.")]
    public PodOverrides Template { get; set; } = new();
}
