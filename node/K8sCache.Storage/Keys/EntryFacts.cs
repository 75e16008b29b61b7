namespace K8sCache.Storage.Keys;

/// <summary>What can be told about an entry beside its value.</summary>
/// <param name="Uses">Uses the eviction policy remembers.</param>
/// <param name="Bytes">Heap bytes: key, value, record, its share of table and policy.</param>
/// <param name="WrittenAtMs">Milliseconds since the Unix epoch.</param>
public readonly record struct EntryFacts(int Uses, long Bytes, long WrittenAtMs);
