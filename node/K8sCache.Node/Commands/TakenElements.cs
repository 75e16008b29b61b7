using K8sCache.Storage.SortedSets;

namespace K8sCache.Node.Commands;

/// <summary>Copies the visited elements of a sorted set.</summary>
internal sealed class TakenElements : ISortedSetVisitor
{
    public List<KeyValuePair<byte[], double>> Elements { get; } = [];

    public void Begin(int count) => Elements.EnsureCapacity(count);

    public void Visit(scoped ReadOnlySpan<byte> member, double score) => Elements.Add(new(member.ToArray(), score));
}
