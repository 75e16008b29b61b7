namespace K8sCache.Storage.Sets;

/// <summary>The members all sets shown so far have.</summary>
internal struct CommonMembers() : ISetReader, IMemberVisitor
{
    private bool _begun;

    public List<byte[]> Members { get; private set; } = [];

    public void Read(scoped in SetView set)
    {
        if (!_begun)
        {
            _begun = true;
            set.VisitAll(ref this);
            return;
        }

        var kept = 0;
        for (var i = 0; i < Members.Count; i++)
        {
            if (set.Contains(Members[i]))
                Members[kept++] = Members[i];
        }

        Members.RemoveRange(kept, Members.Count - kept);
    }

    public readonly void Begin(int memberCount) => Members.Capacity = memberCount;

    public readonly void Visit(scoped ReadOnlySpan<byte> member) => Members.Add(member.ToArray());
}
