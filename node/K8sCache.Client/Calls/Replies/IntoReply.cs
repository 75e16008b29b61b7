using System.Buffers;

namespace K8sCache.Client.Calls.Replies;

/// <summary>A value written straight from the connection's buffer to the caller's; false where there is none.</summary>
internal readonly struct IntoReply(IBufferWriter<byte> destination) : IReply<bool>
{
    public bool Read(ReplyReader reply)
    {
        if (!reply.TryBytes(out var bytes))
            return false;
        destination.Write(bytes);
        return true;
    }
}
