using System.Buffers;
using K8sCache.Client.Calls;

namespace K8sCache.Client.Caching;

/// <summary>An entry: its bytes to the caller's buffer where there is one, else in an array of their own.</summary>
internal readonly struct EntryReply(IBufferWriter<byte>? destination, bool isHeaderOnly) : IReply<FoundEntry>
{
    public FoundEntry Read(ReplyReader reply)
    {
        if (!reply.TryBytes(out var entry) || !CacheEntry.TryRead(entry, out var times, out var data))
            return default;
        if (destination is null)
            return new FoundEntry(true, isHeaderOnly ? null : data.ToArray(), times);
        destination.Write(data);
        return new FoundEntry(true, null, times);
    }
}
