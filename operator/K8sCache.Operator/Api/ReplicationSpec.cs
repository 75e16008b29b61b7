using K8sCache.Kubernetes.Crd;
using K8sCache.Topology;

namespace K8sCache.Operator.Api;

/// <summary>Copies of a cluster's entries.</summary>
public sealed record ReplicationSpec
{
    [Description("Copies of each slot, at most nodes.replicas. Default: 1 for the scheduler Hash, which has no use for "
        + "more, else 2 (or 1 where there is one node).")]
    [Range(1, NodesSpec.MaxReplicas)]
    public int? Factor { get; init; }

    [Description("When a write is answered: All, after every copy has it, so that it survives a crash; Primary, "
        + "sooner, and a crash may lose the last writes.")]
    public AcknowledgeMode Acknowledge { get; set; } = AcknowledgeMode.All;
}
