using System.Buffers;
using K8sCache.Client.Caching;
using K8sCache.Client.Calls;
using K8sCache.Client.Calls.Requests;

namespace K8sCache.Client;

/// <content>What the distributed cache needs besides.</content>
public sealed partial class K8sCacheClient
{
    internal ValueTask<FoundEntry> GetEntryAsync(CacheKey key, IBufferWriter<byte>? destination, CancellationToken cancellationToken) =>
        SendAsync<KeyRequest, EntryReply, FoundEntry>(
            new KeyRequest(Verb.Get, key), new EntryReply(destination, isHeaderOnly: false), cancellationToken);

    internal ValueTask<FoundEntry> GetEntryTimesAsync(CacheKey key, CancellationToken cancellationToken) =>
        SendAsync<KeyPairRequest, EntryReply, FoundEntry>(
            new KeyPairRequest(Verb.GetRange, key, 0, CacheEntry.HeaderBytesMax - 1),
            new EntryReply(null, isHeaderOnly: true), cancellationToken);
}
