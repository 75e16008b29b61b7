using K8sCache.Storage.SortedSets;

namespace K8sCache.Storage.Tests.SortedSets;

public sealed class PackedSortedSetTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(31, 1)]
    [InlineData(-32, 1)]
    [InlineData(32, 2)]
    [InlineData(1_700_000_000_000, 7)]
    [InlineData(9_007_199_254_740_991, 8)]
    [InlineData(-9_007_199_254_740_991, 8)]
    [InlineData(9_007_199_254_740_992, 9)]
    [InlineData(1.5, 9)]
    [InlineData(-0.0, 9)]
    [InlineData(double.MaxValue, 9)]
    [InlineData(double.PositiveInfinity, 9)]
    [InlineData(double.NegativeInfinity, 9)]
    [InlineData(5e-324, 9)]
    public void A_score_comes_back_to_the_bit(double score, int size)
    {
        var bytes = new byte[PackedScore.MaxBytes];
        Assert.Equal(size, PackedScore.Write(bytes, score));
        Assert.Equal(size, PackedScore.SizeOf(score));
        var offset = 0;
        Assert.True(PackedScore.TryRead(bytes.AsSpan(0, size), ref offset, out var read));
        Assert.Equal(size, offset);
        Assert.Equal(BitConverter.DoubleToInt64Bits(score), BitConverter.DoubleToInt64Bits(read));
        offset = 0;
        Assert.False(PackedScore.TryRead(bytes.AsSpan(0, size - 1), ref offset, out _));
    }

    [Fact]
    public void Bytes_from_elsewhere_are_taken_only_when_they_are_a_sorted_set()
    {
        Assert.True(Accepts((1, "a"), (1, "b"), (2, "aa")));
        Assert.False(Accepts());
        Assert.False(Accepts((2, "a"), (1, "b")));
        Assert.False(Accepts((1, "b"), (1, "a")));
        Assert.False(Accepts((1, "a"), (1, "a")));
        Assert.False(Accepts((1, "a"), (2, "a")));
        var whole = Pack((1, "a"), (1.5, "bc"), (200, "d"));
        for (var length = 1; length < whole.Length; length++)
        {
            // Cut between two elements it is a smaller set.
            var isWhole = length == Pack((1, "a")).Length || length == Pack((1, "a"), (1.5, "bc")).Length;
            Assert.Equal(isWhole, PackedSortedSet.TryAccept(whole.AsSpan(0, length), 1, out _));
        }

        Span<byte> noNumber = [1, .. BitConverter.GetBytes(double.NaN), 1, (byte)'a'];
        Assert.False(PackedSortedSet.TryAccept(noNumber, 1, out _));
    }

    [Fact]
    public void Any_bytes_are_refused_or_taken()
    {
        var random = new Random(5);
        var bytes = new byte[64];
        for (var i = 0; i < 20_000; i++)
        {
            random.NextBytes(bytes);
            PackedSortedSet.TryAccept(bytes.AsSpan(0, random.Next(bytes.Length)), 1, out _);
        }
    }

    [Fact]
    public void Past_the_compact_limits_it_is_expanded()
    {
        var many = Enumerable.Range(0, 129).Select(i => ((double)i, $"m{i}")).ToArray();
        Assert.True(PackedSortedSet.TryAccept(Pack(many), 1, out var large));
        Assert.Equal(129, large!.Count);
        Assert.True(PackedSortedSet.TryAccept(Pack(many[..128]), 1, out large));
        Assert.Null(large);
        Assert.True(PackedSortedSet.TryAccept(Pack((1, new string('x', 65))), 1, out large));
        Assert.NotNull(large);
    }

    [Fact]
    public void A_small_set_is_taken_without_making_objects()
    {
        var packed = Pack([.. Enumerable.Range(0, 128).Select(i => ((double)i, $"m{i}"))]);
        Assert.False(Accepts([.. Enumerable.Range(0, 128).Select(i => ((double)i, $"m{i % 127}"))]));
        Assert.True(PackedSortedSet.TryAccept(packed, 1, out _));
        var before = GC.GetAllocatedBytesForCurrentThread();
        PackedSortedSet.TryAccept(packed, 1, out _);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static bool Accepts(params (double Score, string Member)[] elements) =>
        PackedSortedSet.TryAccept(Pack(elements), 1, out _);

    private static byte[] Pack(params (double Score, string Member)[] elements)
    {
        var bytes = new List<byte>();
        foreach (var (score, member) in elements)
        {
            var element = new byte[PackedSortedSet.SizeOf(score, member.Length)];
            PackedSortedSet.Write(element, score, Engines.Bytes(member));
            bytes.AddRange(element);
        }

        return [.. bytes];
    }
}
