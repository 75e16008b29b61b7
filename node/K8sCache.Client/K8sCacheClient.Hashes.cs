using K8sCache.Client.Calls;
using K8sCache.Client.Calls.Replies;
using K8sCache.Client.Calls.Requests;

namespace K8sCache.Client;

/// <content>Hashes: several named values under one key.</content>
public sealed partial class K8sCacheClient
{
    /// <summary>A field's value; null where there is no field or no key.</summary>
    public ValueTask<byte[]?> HashGetAsync(CacheKey key, string field, CancellationToken cancellationToken = default) =>
        SendAsync<KeyValueRequest, BytesReply, byte[]?>(new KeyValueRequest(Verb.HashGet, key, field), default, cancellationToken);

    /// <summary>Values in the order of the fields, null where there is none.</summary>
    public ValueTask<byte[]?[]> HashGetManyAsync(CacheKey key, IReadOnlyList<string> fields, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return fields.Count == 0
            ? new([])
            : SendAsync<FieldsRequest, ValuesReply, byte[]?[]>(new FieldsRequest(Verb.HashGetMany, key, fields), default, cancellationToken);
    }

    /// <summary>All fields; none where there is no key.</summary>
    public ValueTask<IReadOnlyDictionary<string, byte[]>> HashGetAllAsync(CacheKey key, CancellationToken cancellationToken = default) =>
        SendAsync<KeyRequest, FieldMapReply, IReadOnlyDictionary<string, byte[]>>(
            new KeyRequest(Verb.HashGetAll, key), default, cancellationToken);

    /// <summary>Sets a field; whether it is new.</summary>
    public ValueTask<bool> HashSetAsync(CacheKey key, string field, CacheValue value, CancellationToken cancellationToken = default) =>
        SendAsync<KeyPairRequest, FlagReply, bool>(new KeyPairRequest(Verb.HashSet, key, field, value), default, cancellationToken);

    /// <summary>Sets several fields at once; how many are new.</summary>
    public ValueTask<long> HashSetAsync(
        CacheKey key, IReadOnlyCollection<KeyValuePair<string, CacheValue>> fields, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return fields.Count == 0
            ? new(0)
            : SendAsync<HashSetRequest, IntegerReply, long>(new HashSetRequest(key, fields), default, cancellationToken);
    }

    /// <summary>Deletes fields; how many there were.</summary>
    public ValueTask<long> HashDeleteAsync(CacheKey key, IReadOnlyList<string> fields, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return fields.Count == 0
            ? new(0)
            : SendAsync<FieldsRequest, IntegerReply, long>(new FieldsRequest(Verb.HashDelete, key, fields), default, cancellationToken);
    }

    public ValueTask<bool> HashExistsAsync(CacheKey key, string field, CancellationToken cancellationToken = default) =>
        SendAsync<KeyValueRequest, FlagReply, bool>(new KeyValueRequest(Verb.HashExists, key, field), default, cancellationToken);

    /// <summary>How many fields there are.</summary>
    public ValueTask<long> HashLengthAsync(CacheKey key, CancellationToken cancellationToken = default) =>
        SendAsync<KeyRequest, IntegerReply, long>(new KeyRequest(Verb.HashLength, key), default, cancellationToken);

    /// <summary>Adds to the number of a field, 0 where there is none; the number then.</summary>
    public ValueTask<long> HashIncrementAsync(CacheKey key, string field, long by = 1, CancellationToken cancellationToken = default) =>
        SendAsync<KeyPairRequest, IntegerReply, long>(new KeyPairRequest(Verb.HashIncrement, key, field, by), default, cancellationToken);
}
