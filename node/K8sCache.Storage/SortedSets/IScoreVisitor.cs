namespace K8sCache.Storage.SortedSets;

/// <summary>Receives scores in the order they were asked for.</summary>
public interface IScoreVisitor
{
    /// <summary>Null for a member that is not there.</summary>
    void Visit(double? score);
}
