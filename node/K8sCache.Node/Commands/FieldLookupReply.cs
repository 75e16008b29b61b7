using K8sCache.Resp;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>Writes looked-up fields as bulk strings and nulls; the header, if any, before the first.</summary>
internal struct FieldLookupReply(RespWriter reply, int arrayHeader) : IFieldLookupVisitor
{
    public const int NoHeader = -1;

    private bool _begun;

    public int FoundCount { get; private set; }

    public void Found(scoped ReadOnlySpan<byte> value)
    {
        Begin();
        FoundCount++;
        reply.WriteBulkString(value);
    }

    public void Missing()
    {
        Begin();
        reply.WriteNull();
    }

    /// <summary>Answers a missing hash, of which nothing was visited.</summary>
    public void WriteAllMissing()
    {
        for (var i = 0; i < arrayHeader; i++)
            Missing();
    }

    private void Begin()
    {
        if (!_begun && arrayHeader != NoHeader)
            reply.WriteArrayHeader(arrayHeader);
        _begun = true;
    }
}
