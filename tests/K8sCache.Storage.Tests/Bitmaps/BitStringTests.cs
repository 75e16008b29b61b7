using K8sCache.Storage.Bitmaps;

namespace K8sCache.Storage.Tests.Bitmaps;

public sealed class BitStringTests
{
    [Fact]
    public void Bits_are_counted_and_found_as_one_by_one()
    {
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = new byte[random.Next(1, 40)];
            if (random.Next(3) > 0)
                random.NextBytes(bytes);
            else if (random.Next(2) == 0)
                Array.Fill(bytes, byte.MaxValue);
            var bits = bytes.Length * 8;
            var first = random.Next(bits);
            var count = random.Next(bits - first + 1);
            var bit = random.Next(2);
            var wanted = Enumerable.Range(first, count).Where(at => BitString.Get(bytes, at) == bit).ToList();
            Assert.Equal(wanted.Count == 0 ? -1 : wanted[0], BitString.Find(bytes, bit, first, count));
            Assert.Equal(bit == 1 ? wanted.Count : count - wanted.Count, BitString.Count(bytes, first, count));
        }
    }

    [Fact]
    public void A_bit_that_is_set_is_read_and_its_neighbours_stay()
    {
        var bytes = new byte[3];
        BitString.Set(bytes, 0, 1);
        BitString.Set(bytes, 9, 1);
        BitString.Set(bytes, 23, 1);
        Assert.Equal(new byte[] { 0x80, 0x40, 0x01 }, bytes);
        BitString.Set(bytes, 9, 0);
        Assert.Equal(new byte[] { 0x80, 0x00, 0x01 }, bytes);
        Assert.Equal(0, BitString.Get(bytes, 24));
    }

    [Theory]
    [InlineData(BitOperation.And, "abcdef", "abc", "abc\0\0\0")]
    [InlineData(BitOperation.Or, "abc", "\0\0\0xyz", "abcxyz")]
    [InlineData(BitOperation.Xor, "aaaaaaaaaa", "aaaaaaaaaa", "\0\0\0\0\0\0\0\0\0\0")]
    public void Strings_are_combined_as_if_the_shorter_went_on_in_zeros(
        BitOperation operation, string left, string right, string expected)
    {
        var engine = Engines.Make(new ManualTimeProvider());
        engine.SetText("l", left);
        engine.SetText("r", right);
        Assert.Equal(EngineStatus.Ok, engine.CombineBits(operation, "d"u8, new TextKeys("l", "r"), out var length));
        Assert.Equal(expected.Length, length);
        Assert.Equal(expected, engine.GetText("d"));
    }

    [Fact]
    public void Nothing_combined_removes_the_destination()
    {
        var engine = Engines.Make(new ManualTimeProvider());
        engine.SetText("d", "old");
        Assert.Equal(EngineStatus.Ok, engine.CombineBits(BitOperation.Not, "d"u8, new TextKeys("none"), out var length));
        Assert.Equal(0, length);
        Assert.Equal(0, engine.Count);
    }

    [Fact]
    public void A_bit_far_out_makes_the_string_that_long()
    {
        var engine = Engines.Make(new ManualTimeProvider());
        Assert.Equal(EngineStatus.Ok, engine.SetBit("k"u8, 800_000, 1, out var old));
        Assert.Equal(0, old);
        Assert.Equal(EngineStatus.Unchanged, engine.SetBit("k"u8, 800_000, 1, out old));
        Assert.Equal(1, old);
        engine.StringLength("k"u8, out var length);
        Assert.Equal(100_001, length);
        Assert.Null(engine.CheckAccounting());
    }
}
