namespace K8sCache.Topology;

/// <summary>What routers do with keys that have a large share of the reads, as the topology document carries it.</summary>
public sealed record HotKeySpec
{
    /// <summary>Whether their reads are spread over all copies, whatever the scheduler.</summary>
    public bool Spread { get; init; } = true;

    /// <summary>Share of a router thread's reads from which a key is hot, in percent; more than 0, up to 100.</summary>
    public double Percent { get; init; } = 2;
}
