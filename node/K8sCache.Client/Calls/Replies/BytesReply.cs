namespace K8sCache.Client.Calls.Replies;

/// <summary>A value of its own, or null.</summary>
internal readonly struct BytesReply : IReply<byte[]?>
{
    public byte[]? Read(ReplyReader reply) => reply.TryBytes(out var bytes) ? bytes.ToArray() : null;
}
