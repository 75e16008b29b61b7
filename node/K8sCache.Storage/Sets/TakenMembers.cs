namespace K8sCache.Storage.Sets;

/// <summary>Gathers members of several sets, each once.</summary>
internal struct TakenMembers(HashSet<byte[]> members) : ISetReader, IMemberVisitor
{
    private readonly HashSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>> _lookup =
        members.GetAlternateLookup<ReadOnlySpan<byte>>();

    public readonly HashSet<byte[]> Members => members;

    public void Read(scoped in SetView set) => set.VisitAll(ref this);

    public readonly void Begin(int memberCount)
    {
        if (members.Count == 0)
            members.EnsureCapacity(memberCount);
    }

    public readonly void Visit(scoped ReadOnlySpan<byte> member) => _lookup.Add(member);
}
