using K8sCache.Resp;
using K8sCache.Storage.Sets;

namespace K8sCache.Node.Commands;

/// <summary>Writes members of a set: all, some drawn at random, or those that are popped.</summary>
internal struct MembersReply(RespWriter reply, MembersHeader header) : ISetReader, IMemberVisitor
{
    /// <summary>Null = all members.</summary>
    public Random? Random { get; init; }

    public int DrawCount { get; init; }

    public bool MayRepeat { get; init; }

    public void Read(scoped in SetView set)
    {
        if (set.Count == 0)
            WriteNobody();
        else if (Random is null)
            set.VisitAll(ref this);
        else
            set.VisitRandom(DrawCount, MayRepeat, Random, ref this);
    }

    public readonly void WriteNobody()
    {
        if (header == MembersHeader.None)
            reply.WriteNull();
        else
            Begin(0);
    }

    public readonly void Begin(int memberCount)
    {
        switch (header)
        {
            case MembersHeader.Array: reply.WriteArrayHeader(memberCount); break;
            case MembersHeader.Set: reply.WriteSetHeader(memberCount); break;
            case MembersHeader.None: break;
        }
    }

    public readonly void Visit(scoped ReadOnlySpan<byte> member) => reply.WriteBulkString(member);
}
