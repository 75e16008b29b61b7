using K8sCache.Kubernetes.Crd;

namespace K8sCache.Operator.Api;

/// <summary>Keys with a large share of the reads.</summary>
public sealed record HotKeysSpec
{
    [Description("Reads of a hot key go to all copies of its slot in turn, whatever the scheduler. Without it the scheduler picks, and with Hash one "
        + "node has them all.")]
    public bool Spread { get; set; } = true;

    [Description("Share of a router's reads from which a key is hot, in percent.")]
    [Range(0.1, 100)]
    public double Percent { get; set; } = 2;
}
