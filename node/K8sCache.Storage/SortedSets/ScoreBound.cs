namespace K8sCache.Storage.SortedSets;

/// <summary>One end of a range of scores.</summary>
/// <param name="Score">The score; may be infinite.</param>
/// <param name="IsExclusive">Whether that score itself is outside.</param>
public readonly record struct ScoreBound(double Score, bool IsExclusive);
