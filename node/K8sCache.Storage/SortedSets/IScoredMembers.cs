namespace K8sCache.Storage.SortedSets;

/// <summary>Members and the scores they are to have.</summary>
public interface IScoredMembers
{
    int Count { get; }

    ReadOnlySpan<byte> Member(int index);

    /// <summary>Never NaN.</summary>
    double Score(int index);
}
