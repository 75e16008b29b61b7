using K8sCache.Storage.Sets;

namespace K8sCache.Node.Commands;

/// <summary>Whether something is a member.</summary>
internal ref struct MembershipTest(ReadOnlySpan<byte> member) : ISetReader
{
    private readonly ReadOnlySpan<byte> _member = member;

    public bool IsMember { get; private set; }

    public void Read(scoped in SetView set) => IsMember = set.Contains(_member);
}
