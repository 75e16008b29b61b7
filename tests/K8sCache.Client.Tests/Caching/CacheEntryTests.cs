using K8sCache.Client.Caching;

namespace K8sCache.Client.Tests.Caching;

/// <summary>The form of entries, frozen: caches outlive deployments.</summary>
public sealed class CacheEntryTests
{
    [Fact]
    public void Forms_stay_as_they_are()
    {
        Assert.Equal([1], CacheEntry.Header(0, 0));
        Assert.Equal([1], CacheEntry.Header(0, 77));
        Assert.Equal([2, 1, 2, 0, 0, 0, 0, 0, 0, 3, 4, 0, 0, 0, 0, 0, 0], CacheEntry.Header(513, 1027));
    }

    [Fact]
    public void What_was_written_is_read()
    {
        byte[] plain = [1, 9, 8];
        byte[] sliding = [.. CacheEntry.Header(5, 6), 7];
        Assert.True(CacheEntry.TryRead(plain, out var times, out var data));
        Assert.Equal(default, times);
        Assert.Equal([9, 8], data.ToArray());
        Assert.True(CacheEntry.TryRead(sliding, out times, out data));
        Assert.Equal(new CacheEntryTimes(5, 6), times);
        Assert.Equal([7], data.ToArray());
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0, 1 })]
    [InlineData(new byte[] { 2, 1, 0 })]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 3 })]
    public void Other_bytes_are_no_entry(byte[] bytes) => Assert.False(CacheEntry.TryRead(bytes, out _, out _));
}
