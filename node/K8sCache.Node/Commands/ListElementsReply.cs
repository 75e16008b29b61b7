using K8sCache.Resp;
using K8sCache.Storage.Lists;

namespace K8sCache.Node.Commands;

/// <summary>Writes the visited elements of a list: as an array, or one alone; behind a key, where one is given.</summary>
internal readonly ref struct ListElementsReply(RespWriter reply, bool isArray, ReadOnlySpan<byte> key = default) : IListVisitor
{
    private readonly ReadOnlySpan<byte> _key = key;

    /// <summary>Whether the key is written: no key of a pop may be told from none by its length.</summary>
    public bool HasKey { get; init; }

    public void Begin(int count)
    {
        if (HasKey)
        {
            reply.WriteArrayHeader(2);
            reply.WriteBulkString(_key);
        }

        if (isArray)
            reply.WriteArrayHeader(count);
    }

    public void Visit(scoped ReadOnlySpan<byte> element) => reply.WriteBulkString(element);
}
