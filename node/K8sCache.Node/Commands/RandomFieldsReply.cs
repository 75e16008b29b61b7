using K8sCache.Resp;
using K8sCache.Storage;
using K8sCache.Storage.Hashes;

namespace K8sCache.Node.Commands;

/// <summary>Writes fields drawn at random: one, or an array of them, with their values as pairs where RESP3 has room for it.</summary>
internal struct RandomFieldsReply(RespWriter reply, Random random) : IHashReader, IFieldVisitor
{
    /// <summary>Whether a number was asked for: an array is answered then, be it of one.</summary>
    public bool HasCount { get; init; }

    public int Count { get; init; }

    public bool MayRepeat { get; init; }

    public bool WithValues { get; init; }

    public void Read(scoped in HashView hash)
    {
        if (!HasCount && hash.Count == 0)
            reply.WriteNull();
        else
            hash.VisitRandom(HasCount ? Count : 1, MayRepeat, random, ref this);
    }

    public readonly void Begin(int fieldCount)
    {
        if (HasCount)
            reply.WriteArrayHeader(WithValues && reply.Version == RespVersion.Resp2 ? fieldCount * 2 : fieldCount);
    }

    public readonly void Visit(scoped ReadOnlySpan<byte> field, scoped ReadOnlySpan<byte> value)
    {
        if (WithValues && reply.Version == RespVersion.Resp3)
            reply.WriteArrayHeader(2);
        reply.WriteBulkString(field);
        if (WithValues)
            reply.WriteBulkString(value);
    }
}
