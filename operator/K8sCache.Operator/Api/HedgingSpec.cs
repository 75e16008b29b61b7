using K8sCache.Kubernetes.Crd;

namespace K8sCache.Operator.Api;

/// <summary>Second tries of slow reads on another copy.</summary>
public sealed record HedgingSpec
{
    [Description("Sends a read that is slow to answer to a second copy as well; the first answer counts. "
        + "Never a write.")]
    public bool Enabled { get; init; }

    [Description("Second tries allowed, in percent of all reads.")]
    [Range(1, 20)]
    public int BudgetPercent { get; set; } = 2;
}
