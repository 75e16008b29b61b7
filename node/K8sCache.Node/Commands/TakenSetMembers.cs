using K8sCache.Storage.Sets;

namespace K8sCache.Node.Commands;

/// <summary>Copies the members of a set, each with the score 1 that it has among sorted sets.</summary>
internal sealed class TakenSetMembers(TakenElements elements) : ISetReader, IMemberVisitor
{
    public void Read(scoped in SetView set)
    {
        var visitor = this;
        set.VisitAll(ref visitor);
    }

    public void Begin(int memberCount) => elements.Begin(memberCount);

    public void Visit(scoped ReadOnlySpan<byte> member) => elements.Visit(member, 1);
}
