namespace K8sCache.Topology;

/// <summary>
/// A scheduler and its parameters as the topology document carries them.
/// Parameters are numbers by name; absent ones have their defaults, unknown names are ignored (old readers, new writers).
/// </summary>
public sealed record SchedulerSpec
{
    private static readonly Dictionary<string, double> NoParameters = [];

    public SchedulerType Type { get; init; } = SchedulerType.Hash;

    public IReadOnlyDictionary<string, double> Parameters { get; init; } = NoParameters;

    /// <summary>Null = reads are sent once.</summary>
    public HedgeSpec? Hedging { get; init; }

    /// <summary>Null = as each router is started.</summary>
    public HotKeySpec? HotKeys { get; init; }

    /// <summary>Null = as each router is started, which is without by default.</summary>
    public NearCacheSpec? NearCache { get; init; }

    public bool Equals(SchedulerSpec? other) =>
        other is not null && Type == other.Type && Hedging == other.Hedging && HotKeys == other.HotKeys
        && NearCache == other.NearCache && Parameters.Count == other.Parameters.Count
        && Parameters.All(pair => other.Parameters.TryGetValue(pair.Key, out var value) && value.Equals(pair.Value));

    public override int GetHashCode() => HashCode.Combine(Type, Parameters.Count);
}
