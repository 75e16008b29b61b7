using System.Text;
using K8sCache.Storage.Sets;

namespace K8sCache.Storage.Tests.Sets;

internal readonly struct TakenMembers() : ISetReader, IMemberVisitor
{
    public List<string> Members { get; } = [];

    public void Read(scoped in SetView set)
    {
        var taken = this;
        set.VisitAll(ref taken);
    }

    public void Begin(int memberCount) => Members.EnsureCapacity(memberCount);

    public void Visit(scoped ReadOnlySpan<byte> member) => Members.Add(Encoding.UTF8.GetString(member));
}
