using System.Buffers;
using System.Text;
using K8sCache.Client.Caching;
using K8sCache.Client.Tests.Support;
using K8sCache.Topology;
using Microsoft.Extensions.Caching.Distributed;

namespace K8sCache.Client.Tests.Caching;

/// <summary>What .NET expects of a distributed cache, with a calendar that is moved instead of waiting.</summary>
public sealed class DistributedCacheTests : IAsyncLifetime
{
    private readonly ShiftedTime _time = new();
    private TestNode _node = null!;
    private K8sCacheClient _client = null!;
    private K8sCacheDistributedCache _cache = null!;

    public async ValueTask InitializeAsync()
    {
        _node = await TestNode.StartAsync(time: _time);
        _client = Clients.Of(_node.Address);
        _cache = new K8sCacheDistributedCache(_client, new K8sCacheDistributedCacheOptions { InstanceName = "app:" }, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _node.DisposeAsync();
    }

    [Fact]
    public async Task Entries_come_back_until_removed()
    {
        Assert.Null(await _cache.GetAsync("k"));
        await _cache.SetAsync("k", [1, 2, 3], new DistributedCacheEntryOptions());
        Assert.Equal([1, 2, 3], (await _cache.GetAsync("k"))!);
        await _cache.SetAsync("k", [], new DistributedCacheEntryOptions());
        Assert.Empty((await _cache.GetAsync("k"))!);
        Assert.True(await _client.ExistsAsync("app:k"));
        await _cache.RemoveAsync("k");
        Assert.Null(await _cache.GetAsync("k"));
        await _cache.RefreshAsync("k");
        await _cache.RemoveAsync("k");
    }

    [Fact]
    public void Blocking_methods_do_the_same()
    {
        _cache.Set("k", [1, 2, 3], new DistributedCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(1) });
        _cache.Refresh("k");
        Assert.Equal([1, 2, 3], _cache.Get("k")!);
        var destination = new ArrayBufferWriter<byte>();
        Assert.True(_cache.TryGet("k", destination));
        Assert.Equal([1, 2, 3], destination.WrittenSpan.ToArray());
        _cache.Remove("k");
        Assert.Null(_cache.Get("k"));
        _cache.Set("k", new ReadOnlySequence<byte>([4]), new DistributedCacheEntryOptions());
        Assert.Equal([4], _cache.Get("k")!);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(10)]
    public async Task Buffers_are_read_and_written_without_arrays_between(int? slidingMinutes)
    {
        var value = new byte[100_000];
        new Random(1).NextBytes(value);
        await _cache.SetAsync("k", new ReadOnlySequence<byte>(value), Sliding(slidingMinutes));
        var destination = new ArrayBufferWriter<byte>();
        Assert.True(await _cache.TryGetAsync("k", destination));
        Assert.True(destination.WrittenSpan.SequenceEqual(value));
        Assert.False(await _cache.TryGetAsync("none", destination));
        Assert.Equal(value.Length, destination.WrittenCount);
    }

    [Fact]
    public async Task A_sliding_expiration_is_renewed_by_reads_and_refreshes_alone()
    {
        await _cache.SetAsync("k", [1], Sliding(10));
        for (var round = 0; round < 3; round++)
        {
            _time.Advance(TimeSpan.FromMinutes(8));
            Assert.NotNull(await _cache.GetAsync("k"));
            _time.Advance(TimeSpan.FromMinutes(8));
            await _cache.RefreshAsync("k");
        }

        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.Null(await _cache.GetAsync("k"));
    }

    [Fact]
    public async Task An_absolute_expiration_is_not_renewed()
    {
        await _cache.SetAsync("relative", [1], new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(10) });
        await _cache.SetAsync("absolute", [1], new DistributedCacheEntryOptions { AbsoluteExpiration = _time.GetUtcNow().AddMinutes(10) });
        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.NotNull(await _cache.GetAsync("relative"));
        Assert.NotNull(await _cache.GetAsync("absolute"));
        await _cache.RefreshAsync("relative");
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(await _cache.GetAsync("relative"));
        Assert.Null(await _cache.GetAsync("absolute"));
    }

    [Fact]
    public async Task With_both_the_earlier_end_counts()
    {
        var options = new DistributedCacheEntryOptions
        {
            SlidingExpiration = TimeSpan.FromMinutes(10),
            AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(25),
        };
        await _cache.SetAsync("used", [1], options);
        await _cache.SetAsync("unused", [1], options);
        _time.Advance(TimeSpan.FromMinutes(8));
        Assert.NotNull(await _cache.GetAsync("used"));
        _time.Advance(TimeSpan.FromMinutes(8));
        Assert.NotNull(await _cache.GetAsync("used"));
        Assert.Null(await _cache.GetAsync("unused"));
        _time.Advance(TimeSpan.FromMinutes(8));
        Assert.NotNull(await _cache.GetAsync("used"));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(await _cache.GetAsync("used"));
    }

    [Fact]
    public async Task An_entry_without_expiry_replaces_one_with()
    {
        await _cache.SetAsync("k", [1], Sliding(10));
        await _cache.SetAsync("k", [2], new DistributedCacheEntryOptions());
        Assert.Equal(Timeout.InfiniteTimeSpan, await _client.TimeToLiveAsync("app:k"));
        _time.Advance(TimeSpan.FromDays(100));
        Assert.Equal([2], (await _cache.GetAsync("k"))!);
    }

    [Fact]
    public async Task An_end_in_the_past_is_refused()
    {
        var options = new DistributedCacheEntryOptions { AbsoluteExpiration = _time.GetUtcNow().AddMinutes(-1) };
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _cache.SetAsync("k", [1], options));
        await Assert.ThrowsAsync<ArgumentNullException>(() => _cache.SetAsync("k", null!, new DistributedCacheEntryOptions()));
        await Assert.ThrowsAsync<ArgumentNullException>(() => _cache.GetAsync(null!));
    }

    [Fact]
    public async Task What_is_no_entry_is_none()
    {
        await _client.SetAsync("app:k", "somebody else's");
        Assert.Null(await _cache.GetAsync("k"));
        await _cache.RefreshAsync("k");
        Assert.False(await _cache.TryGetAsync("k", new ArrayBufferWriter<byte>()));
    }

    [Fact]
    public async Task A_read_succeeds_where_its_renewal_does_not()
    {
        // The fake's replies are text; these times have no byte above 127.
        var entry = Encoding.Latin1.GetString([.. CacheEntry.Header(0x0101_7070, 0), (byte)'x']);
        await using var node = FakeServer.Node(words => words[0] == "GET" ? FakeServer.Bulk(entry) : "-OOM no more writes\r\n");
        FakeServer.Cluster(1, SchedulerType.Hash, node);
        await using var client = Clients.Of(node.Address);
        var cache = new K8sCacheDistributedCache(client);
        Assert.Equal("x", Encoding.UTF8.GetString((await cache.GetAsync("k"))!));
        Assert.Equal(1, node.Count("PEXPIRE"));
    }

    private static DistributedCacheEntryOptions Sliding(int? minutes) =>
        new() { SlidingExpiration = minutes is { } value ? TimeSpan.FromMinutes(value) : null };
}
