namespace K8sCache.Transport.Tests;

/// <summary>Native buffers go from hand to hand while they are in use: memory that has its pages is not given for such that has none.</summary>
public sealed class NativeBufferTests
{
    private const int Short = 256 * 1024;
    private const int Long = 1024 * 1024;

    [Fact]
    public Task What_grows_moves_to_a_long_one_that_is_free() => InLoopAsync(buffers =>
    {
        var warm = buffers.RentNative(Long, Long);
        var growing = buffers.RentNative(Short, Short);
        Fill(growing.Bytes[..Short]);
        buffers.ReturnNative(warm);
        var grown = buffers.Grow(growing, Short, Long, Long);
        Assert.Same(warm, grown);
        AssertFilled(grown.Bytes[..Short]);
        Assert.Same(growing, buffers.RentNative(Short, Short));
    });

    [Fact]
    public Task What_holds_more_than_it_lacks_grows_where_it_is() => InLoopAsync(buffers =>
    {
        var warm = buffers.RentNative(Long, Long);
        var growing = buffers.RentNative(Long - Short, Long);
        Fill(growing.Bytes[..(Long - Short)]);
        buffers.ReturnNative(warm);
        var grown = buffers.Grow(growing, Long - Short, Long, Long);
        Assert.Same(growing, grown);
        Assert.True(grown.Length >= Long);
        AssertFilled(grown.Bytes[..(Long - Short)]);
    });

    [Fact]
    public Task Of_equals_the_one_returned_last_is_rented_first() => InLoopAsync(buffers =>
    {
        var (first, second) = (buffers.RentNative(Long, Long), buffers.RentNative(Long, Long));
        buffers.ReturnNative(first);
        buffers.ReturnNative(second);
        Assert.Same(second, buffers.RentNative(Long, Long));
        Assert.Same(first, buffers.RentNative(Long, Long));
    });

    [Fact]
    public Task A_short_one_makes_way_for_a_long_one() => InLoopAsync(
        buffers =>
        {
            var (small, large) = (buffers.RentNative(Short, Short), buffers.RentNative(Long, Long));
            buffers.ReturnNative(small);
            buffers.ReturnNative(large);
            Assert.Equal(0, small.Length);
            Assert.Same(large, buffers.RentNative(Short, Long));
        },
        keptBytesMax: Long);

    [Fact]
    public Task A_long_one_stays_where_a_short_one_comes() => InLoopAsync(
        buffers =>
        {
            var (small, large) = (buffers.RentNative(Short, Short), buffers.RentNative(Long, Long));
            buffers.ReturnNative(large);
            buffers.ReturnNative(small);
            Assert.Equal(0, small.Length);
            Assert.Same(large, buffers.RentNative(Short, Short));
        },
        keptBytesMax: Long);

    private static async Task InLoopAsync(Action<BufferPool> test, long keptBytesMax = 16L << 20)
    {
        await using var fixture = new LoopFixture(configure: options => options with { LongInputBytesMax = keptBytesMax });
        await fixture.InLoopAsync(() =>
        {
            test(fixture.Loop.Buffers);
            return true;
        });
    }

    private static void Fill(Span<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)((i * 31) >> 3);
    }

    private static void AssertFilled(ReadOnlySpan<byte> bytes)
    {
        var expected = new byte[bytes.Length];
        Fill(expected);
        Assert.True(bytes.SequenceEqual(expected));
    }
}
