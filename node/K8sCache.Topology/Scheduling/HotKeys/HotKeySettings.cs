namespace K8sCache.Topology.Scheduling.HotKeys;

/// <summary>Tuning of <see cref="HotKeySketch"/>.</summary>
public sealed record HotKeySettings
{
    /// <summary>Keys counted at once, 1 to 1024. Any key with more than 1/capacity of the reads is sure to be among them.</summary>
    public int Capacity { get; init; } = 64;

    /// <summary>One read in so many is counted, 1 to 65536.</summary>
    public int Sampling { get; init; } = 64;

    /// <summary>Share of all reads from which a key is hot, 0 to 1; it stays so down to half of that.</summary>
    public double HotShare { get; init; } = 0.02;

    /// <summary>Time in which a count that gets no more reads halves, in seconds.</summary>
    public double HalfLifeSeconds { get; init; } = 2;
}
