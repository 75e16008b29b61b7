using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using K8sCache.Client.Observing;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.Client.Caching;

/// <summary>
/// .NET's distributed cache on a <see cref="K8sCacheClient"/>: what sessions and HybridCache keep their entries in. An
/// entry is one value with one expiry, written at once; a sliding expiration is renewed by each read.
/// </summary>
/// <remarks>
/// An absolute expiration relative to now wins over an absolute one; with a sliding one besides, the entry ends with
/// whichever comes first. That an expiry could not be renewed is logged and fails no read.
/// </remarks>
public sealed class K8sCacheDistributedCache : IBufferDistributedCache
{
    private readonly K8sCacheClient _client;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly string _prefix;

    /// <param name="client">Stays the caller's.</param>
    /// <param name="options">Null = the defaults.</param>
    /// <param name="time">For absolute expirations; null = the system's.</param>
    /// <param name="log">Null = silent.</param>
    public K8sCacheDistributedCache(
        K8sCacheClient client, K8sCacheDistributedCacheOptions? options = null, TimeProvider? time = null,
        ILogger<K8sCacheDistributedCache>? log = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
        _prefix = options?.InstanceName ?? "";
        _time = time ?? TimeProvider.System;
        _log = log ?? NullLogger<K8sCacheDistributedCache>.Instance;
    }

    public byte[]? Get(string key) => Wait(GetAsync(key));

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default) =>
        (await ReadAsync(key, destination: null, token)).Data;

    public bool TryGet(string key, IBufferWriter<byte> destination) => Wait(TryGetAsync(key, destination).AsTask());

    public async ValueTask<bool> TryGetAsync(string key, IBufferWriter<byte> destination, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return (await ReadAsync(key, destination, token)).IsFound;
    }

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => Wait(SetAsync(key, value, options));

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(value);
        return SetAsync(key, new ReadOnlySequence<byte>(value), options, token).AsTask();
    }

    public void Set(string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options) =>
        Wait(SetAsync(key, value, options).AsTask());

    /// <exception cref="ArgumentOutOfRangeException">The absolute expiration is in the past.</exception>
    public async ValueTask SetAsync(
        string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var now = _time.GetUtcNow();
        var ends = EndOf(options, now);
        var sliding = options.SlidingExpiration;
        // At least a millisecond: that is how fine a key's expiry is.
        var slidingMs = sliding is { } span ? Math.Max(1, (long)span.TotalMilliseconds) : 0;
        var times = new CacheEntryTimes(slidingMs, ends?.ToUnixTimeMilliseconds() ?? 0);
        var lifeMs = times.RenewedMs(now) ?? (ends is { } end ? Math.Max(1, (long)(end - now).TotalMilliseconds) : 0);
        var entry = Segment.Join(CacheEntry.Header(times.SlidingMs, times.AbsoluteMs), value);
        await _client.SetAsync(
            KeyOf(key), entry, lifeMs == 0 ? default : new SetOptions { Expiry = TimeSpan.FromMilliseconds(lifeMs) }, token);
    }

    public void Refresh(string key) => Wait(RefreshAsync(key));

    public async Task RefreshAsync(string key, CancellationToken token = default)
    {
        var cacheKey = KeyOf(key);
        var found = await _client.GetEntryTimesAsync(cacheKey, token);
        if (found.Times.RenewedMs(_time.GetUtcNow()) is { } lifeMs)
            await _client.ExpireAsync(cacheKey, TimeSpan.FromMilliseconds(lifeMs), token);
    }

    public void Remove(string key) => Wait(RemoveAsync(key));

    public async Task RemoveAsync(string key, CancellationToken token = default) => await _client.DeleteAsync(KeyOf(key), token);

    private async ValueTask<FoundEntry> ReadAsync(string key, IBufferWriter<byte>? destination, CancellationToken token)
    {
        var cacheKey = KeyOf(key);
        var found = await _client.GetEntryAsync(cacheKey, destination, token);
        if (found.Times.RenewedMs(_time.GetUtcNow()) is not { } lifeMs)
            return found;
        try
        {
            await _client.ExpireAsync(cacheKey, TimeSpan.FromMilliseconds(lifeMs), token);
        }
        catch (K8sCacheException error)
        {
            // The value is here: that its primary is away must not fail those who read.
            Log.NotRenewed(_log, error.Message);
        }

        return found;
    }

    private CacheKey KeyOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _prefix.Length == 0 ? key : _prefix + key;
    }

    private static DateTimeOffset? EndOf(DistributedCacheEntryOptions options, DateTimeOffset now)
    {
        if (options.AbsoluteExpirationRelativeToNow is { } life)
            return now + life;
        if (options.AbsoluteExpiration is { } end && end <= now)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), end, "The absolute expiration is in the past.");
        }

        return options.AbsoluteExpiration;
    }

    [SuppressMessage("Usage", "VSTHRD002", Justification = "The interface has blocking methods; nothing awaited needs the calling thread.")]
    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    [SuppressMessage("Usage", "VSTHRD002", Justification = "As above.")]
    private static void Wait(Task task) => task.GetAwaiter().GetResult();
}
