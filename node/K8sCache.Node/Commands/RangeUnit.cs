namespace K8sCache.Node.Commands;

/// <summary>What a range of a sorted set is given in.</summary>
internal enum RangeUnit
{
    Rank,
    Score,
    Member,
}
