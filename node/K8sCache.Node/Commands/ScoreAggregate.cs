namespace K8sCache.Node.Commands;

/// <summary>What a member's scores in several sets come to.</summary>
internal enum ScoreAggregate
{
    Sum,
    Min,
    Max,
}
