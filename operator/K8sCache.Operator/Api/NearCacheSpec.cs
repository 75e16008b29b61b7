using K8sCache.Kubernetes.Crd;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Operator.Api;

/// <summary>Values of the hottest keys kept in the routers.</summary>
public sealed record NearCacheSpec
{
    public const string LeastMemory = "1Mi";
    public const string MostMemory = "128Mi";

    [Description("Answers reads of hot keys from the router's memory. Nodes tell routers of changes, but another client may read a value that "
        + "was overwritten up to stalenessMilliseconds ago. A client always reads what it wrote itself.")]
    public bool Enabled { get; init; }

    [Description("Memory for them in each router, within the router's memory limit.")]
    [QuantityRange(LeastMemory, MostMemory)]
    public Quantity Memory { get; set; } = Quantity.FromBytes(16L << 20);

    [Description("The longest a value is given out after it was read from a node, even if no node tells that it changed.")]
    [Range(1, 10000)]
    public int StalenessMilliseconds { get; set; } = 100;
}
