using K8sCache.Kubernetes.Crd;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Operator.Api;

/// <summary>The cache servers of a cluster.</summary>
public sealed record NodesSpec
{
    public const int MaxReplicas = 256;

    /// <summary>Leaves room for a useful number of segments.</summary>
    public const string LeastMemory = "16Mi";

    /// <summary>What a node's option takes.</summary>
    public const string MostMemory = "16Ti";

    [Description("Cache servers. More or fewer at any time: entries move, none is lost. kubectl scale sets it too.")]
    [Range(1, MaxReplicas)]
    public int Replicas { get; set; } = 3;

    [Description("Memory of each server for entries and their overhead. The pod's limit is derived from it with headroom, "
        + "unless template.resources sets one.")]
    [QuantityRange(LeastMemory, MostMemory)]
    public Quantity Memory { get; set; } = Quantity.FromBytes(1L << 30);

    [Description("What a full server does: S3Fifo evicts the entries least likely to be asked for again, None refuses "
        + "writes with -OOM.")]
    public EvictionPolicy Eviction { get; set; } = EvictionPolicy.S3Fifo;

    [Description("Pods beyond replicas that a rolling replacement may make while each slot has one copy only. 1: every server is "
        + "emptied before it is replaced, and no entry is lost. 0: servers are replaced where they are, and hand over what the "
        + "others have room for; for where there is no room for one more pod.")]
    [Range(0, 1)]
    public int MaxSurge { get; set; } = 1;

    [Description("Additions to the servers' pods.")]
    public PodOverrides Template { get; set; } = new();
}
