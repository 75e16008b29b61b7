using System.Text;
using K8sCache.Storage.SortedSets;

namespace K8sCache.Storage.Tests.SortedSets;

/// <summary>Elements as they were visited.</summary>
internal sealed class TakenElements : ISortedSetVisitor
{
    public int? Announced { get; private set; }

    public List<(string Member, double Score)> Elements { get; } = [];

    public void Begin(int count) => Announced = count;

    public void Visit(scoped ReadOnlySpan<byte> member, double score) => Elements.Add((Encoding.UTF8.GetString(member), score));
}
