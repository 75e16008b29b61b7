using System.Buffers;
using K8sCache.Client.Calls;
using K8sCache.Client.Calls.Replies;
using K8sCache.Client.Calls.Requests;

namespace K8sCache.Client;

/// <content>Values and counters.</content>
public sealed partial class K8sCacheClient
{
    /// <summary>The value; null where there is no key.</summary>
    public ValueTask<byte[]?> GetAsync(CacheKey key, CancellationToken cancellationToken = default) =>
        SendAsync<KeyRequest, BytesReply, byte[]?>(new KeyRequest(Verb.Get, key), default, cancellationToken);

    /// <summary>The value as UTF-8 text; null where there is no key.</summary>
    public ValueTask<string?> GetStringAsync(CacheKey key, CancellationToken cancellationToken = default) =>
        SendAsync<KeyRequest, TextReply, string?>(new KeyRequest(Verb.Get, key), default, cancellationToken);

    /// <summary>
    /// Writes the value to a buffer of the caller's, without a copy between; false, and nothing written, where there is no
    /// key. The buffer is the client's until the call is over.
    /// </summary>
    public ValueTask<bool> TryGetAsync(CacheKey key, IBufferWriter<byte> destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return SendAsync<KeyRequest, IntoReply, bool>(new KeyRequest(Verb.Get, key), new IntoReply(destination), cancellationToken);
    }

    /// <summary>Stores a value, in place of any other.</summary>
    /// <returns>False where the condition of the options was not met.</returns>
    /// <exception cref="ArgumentException">The options contradict each other, or the lifetime is not positive.</exception>
    public ValueTask<bool> SetAsync(
        CacheKey key, CacheValue value, SetOptions options = default, CancellationToken cancellationToken = default) =>
        SendAsync<SetRequest, StoredReply, bool>(new SetRequest(key, value, options), default, cancellationToken);

    /// <summary>Adds to the number there, 0 where there is no key; its expiry stays.</summary>
    /// <returns>The number then.</returns>
    public ValueTask<long> IncrementAsync(CacheKey key, long by = 1, CancellationToken cancellationToken = default) =>
        SendAsync<KeyValueRequest, IntegerReply, long>(new KeyValueRequest(Verb.Increment, key, by), default, cancellationToken);

    /// <inheritdoc cref="IncrementAsync"/>
    public ValueTask<long> DecrementAsync(CacheKey key, long by = 1, CancellationToken cancellationToken = default) =>
        IncrementAsync(key, checked(-by), cancellationToken);
}
