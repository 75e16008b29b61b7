namespace K8sCache.Storage.Lists;

/// <summary>How to look for equal elements.</summary>
/// <param name="Rank">The first match that counts: 1 from the front, -1 from the back; never 0 or the lowest number.</param>
/// <param name="Count">Most matches; 0 = all.</param>
/// <param name="MaxLength">Most elements to compare; 0 = all.</param>
public readonly record struct ListSearch(long Rank, long Count, long MaxLength);
