namespace K8sCache.Storage.Sets;

/// <summary>Takes away from members what a set has of them: going by the set's members, or by those that are left.</summary>
internal struct SubtractedMembers(HashSet<byte[]> rest, bool byMembers) : ISetReader, IMemberVisitor
{
    private readonly HashSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>> _lookup = rest.GetAlternateLookup<ReadOnlySpan<byte>>();

    public void Read(scoped in SetView set)
    {
        if (byMembers)
        {
            set.VisitAll(ref this);
            return;
        }

        foreach (var member in rest)
        {
            // Removing the one at hand does not disturb the walk.
            if (set.Contains(member))
                rest.Remove(member);
        }
    }

    public readonly void Begin(int memberCount)
    {
    }

    public readonly void Visit(scoped ReadOnlySpan<byte> member) => _lookup.Remove(member);
}
