namespace K8sCache.Topology.Scheduling.HotKeys;

/// <summary>A key with many reads, for a person to see; never for metrics.</summary>
/// <param name="Key">The key, cut to <see cref="HotKeySketch.MaxKeyBytes"/>.</param>
/// <param name="Share">Its share of recent reads, 0 to 1, at least; the sketch never counts too much here.</param>
/// <param name="IsHot">Whether its reads are spread over all copies now.</param>
public sealed record HotKey(ReadOnlyMemory<byte> Key, double Share, bool IsHot);
