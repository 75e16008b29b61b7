namespace K8sCache.Client;

/// <content>
/// Many keys at once: each key's call goes to its own node, all of them pipelined, and each has its own result. A batch is
/// not atomic.
/// </content>
public sealed partial class K8sCacheClient
{
    /// <summary>Values in the order of the keys, null where there is no key; a key that could not be served has its error.</summary>
    public ValueTask<IReadOnlyList<CacheResult<byte[]?>>> GetManyAsync(
        IReadOnlyList<CacheKey> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return CollectAsync([.. keys], [.. keys.Select(key => GetAsync(key, cancellationToken))], cancellationToken);
    }

    /// <summary>Stores values, all with the same options; false where the options' condition was not met.</summary>
    public ValueTask<IReadOnlyList<CacheResult<bool>>> SetManyAsync(
        IReadOnlyCollection<KeyValuePair<CacheKey, CacheValue>> entries, SetOptions options = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return CollectAsync(
            [.. entries.Select(entry => entry.Key)],
            [.. entries.Select(entry => SetAsync(entry.Key, entry.Value, options, cancellationToken))], cancellationToken);
    }

    /// <summary>Deletes keys; whether each was there.</summary>
    public ValueTask<IReadOnlyList<CacheResult<bool>>> DeleteManyAsync(
        IReadOnlyList<CacheKey> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return CollectAsync([.. keys], [.. keys.Select(key => DeleteAsync(key, cancellationToken))], cancellationToken);
    }

    /// <summary>All are under way already. A cancelled batch throws once none is any more.</summary>
    private static async ValueTask<IReadOnlyList<CacheResult<T>>> CollectAsync<T>(
        CacheKey[] keys, ValueTask<T>[] calls, CancellationToken cancellationToken)
    {
        var results = new CacheResult<T>[calls.Length];
        for (var index = 0; index < calls.Length; index++)
        {
            try
            {
                results[index] = new CacheResult<T>(keys[index], await calls[index], null);
            }
            catch (Exception error) when (error is K8sCacheException or OperationCanceledException or ObjectDisposedException)
            {
                results[index] = new CacheResult<T>(keys[index], default!, error);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        return results;
    }
}
