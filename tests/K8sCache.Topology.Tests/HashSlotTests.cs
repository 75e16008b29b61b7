using System.Text;

namespace K8sCache.Topology.Tests;

public sealed class HashSlotTests
{
    [Theory]
    [InlineData("123456789", 0x31C3)] // the check value of the Redis Cluster specification
    [InlineData("", 0)]
    [InlineData("foo", 0xAF96)]
    public void Crc16_is_XMODEM(string text, int expected) =>
        Assert.Equal(expected, Crc16.Of(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Crc16_by_slices_equals_bit_by_bit_for_every_length()
    {
        var random = new Random(7);
        for (var length = 0; length < 64; length++)
        {
            var data = new byte[length];
            random.NextBytes(data);
            Assert.Equal(BitByBit(data), Crc16.Of(data));
        }
    }

    [Theory] // slots as `CLUSTER KEYSLOT` of redis-server answers them
    [InlineData("foo", 12182)]
    [InlineData("somekey", 11058)]
    [InlineData("foo{hash_tag}", 2515)]
    [InlineData("bar{hash_tag}", 2515)]
    public void Known_keys_have_their_Redis_slots(string key, int slot) =>
        Assert.Equal(slot, HashSlot.Of(Encoding.UTF8.GetBytes(key)));

    [Theory] // the examples of the specification's "Hash tags"
    [InlineData("{user1000}.following", "user1000")]
    [InlineData("{user1000}.followers", "user1000")]
    [InlineData("foo{}{bar}", "foo{}{bar}")]
    [InlineData("foo{{bar}}zap", "{bar")]
    [InlineData("foo{bar}{zap}", "bar")]
    [InlineData("foo{bar", "foo{bar")]
    [InlineData("foo}bar{zap}", "zap")]
    [InlineData("", "")]
    public void Only_the_first_nonempty_tag_is_hashed(string key, string hashed) =>
        Assert.Equal(hashed, Encoding.UTF8.GetString(HashSlot.HashedPart(Encoding.UTF8.GetBytes(key))));

    private static int BitByBit(byte[] data)
    {
        var crc = 0;
        foreach (var value in data)
        {
            crc ^= value << 8;
            for (var bit = 0; bit < 8; bit++)
                crc = ((crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xFFFF;
        }

        return crc;
    }
}
