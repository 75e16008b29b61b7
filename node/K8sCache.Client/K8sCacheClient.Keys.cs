using K8sCache.Client.Calls;
using K8sCache.Client.Calls.Replies;
using K8sCache.Client.Calls.Requests;

namespace K8sCache.Client;

/// <content>Keys of any kind, and their lifetimes.</content>
public sealed partial class K8sCacheClient
{
    /// <summary>Deletes a key; whether it was there.</summary>
    public ValueTask<bool> DeleteAsync(CacheKey key, CancellationToken cancellationToken = default) =>
        FlagAsync(Verb.Delete, key, cancellationToken);

    public ValueTask<bool> ExistsAsync(CacheKey key, CancellationToken cancellationToken = default) =>
        FlagAsync(Verb.Exists, key, cancellationToken);

    /// <summary>Counts as a use of the key, so that it is evicted later; whether it was there.</summary>
    public ValueTask<bool> TouchAsync(CacheKey key, CancellationToken cancellationToken = default) =>
        FlagAsync(Verb.Touch, key, cancellationToken);

    /// <summary>Gives the key this much longer to live; one that is not positive deletes it. Whether it was there.</summary>
    public ValueTask<bool> ExpireAsync(CacheKey key, TimeSpan expiry, CancellationToken cancellationToken = default) =>
        SendAsync<KeyValueRequest, FlagReply, bool>(
            new KeyValueRequest(Verb.Expire, key, (long)expiry.TotalMilliseconds), default, cancellationToken);

    /// <summary>Lets the key live until then, to the millisecond, by the node's clock. Whether it was there.</summary>
    public ValueTask<bool> ExpireAtAsync(CacheKey key, DateTimeOffset expiresAt, CancellationToken cancellationToken = default) =>
        SendAsync<KeyValueRequest, FlagReply, bool>(
            new KeyValueRequest(Verb.ExpireAt, key, expiresAt.ToUnixTimeMilliseconds()), default, cancellationToken);

    /// <summary>Takes the key's expiry away; whether it had one.</summary>
    public ValueTask<bool> PersistAsync(CacheKey key, CancellationToken cancellationToken = default) =>
        FlagAsync(Verb.Persist, key, cancellationToken);

    /// <summary>How long the key has to live, to the millisecond; infinite without an expiry, null where there is no key.</summary>
    public ValueTask<TimeSpan?> TimeToLiveAsync(CacheKey key, CancellationToken cancellationToken = default) =>
        SendAsync<KeyRequest, TimeToLiveReply, TimeSpan?>(new KeyRequest(Verb.TimeToLive, key), default, cancellationToken);

    private ValueTask<bool> FlagAsync(Verb verb, CacheKey key, CancellationToken cancellationToken) =>
        SendAsync<KeyRequest, FlagReply, bool>(new KeyRequest(verb, key), default, cancellationToken);
}
