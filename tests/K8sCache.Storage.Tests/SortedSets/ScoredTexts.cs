using K8sCache.Storage.SortedSets;

namespace K8sCache.Storage.Tests.SortedSets;

internal readonly struct ScoredTexts(params (string Member, double Score)[] pairs) : IScoredMembers
{
    public int Count => pairs.Length;

    public ReadOnlySpan<byte> Member(int index) => Engines.Bytes(pairs[index].Member);

    public double Score(int index) => pairs[index].Score;
}
