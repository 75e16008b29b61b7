using System.Buffers.Binary;

namespace K8sCache.Storage.Tests;

public sealed class KeyHashTests
{
    // The constant in KeyHash: anybody can read it.
    private const ulong Secret = 0xe7037ed1a0b428db;

    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(16)]
    [InlineData(40)]
    public void Keys_made_to_collide_whatever_the_seed_do_not(int length)
    {
        var hashes = new HashSet<ulong>();
        for (ulong i = 0; i < 1_000; i++)
            hashes.Add(KeyHash.Compute(Crafted(i, length), seed: 42));
        Assert.Equal(1_000, hashes.Count);
    }

    [Fact]
    public void The_index_takes_such_keys()
    {
        var engine = Engines.Make(_time);
        for (ulong i = 0; i < 1_000; i++)
            Assert.Equal(EngineStatus.Ok, engine.Set(Crafted(i, 16), "v"u8));
        Assert.Equal(1_000, engine.Count);
        Assert.Null(engine.CheckAccounting());
    }

    /// <summary>Its first half makes the first product of the hash 0, were that multiplied with the constant.</summary>
    private static byte[] Crafted(ulong number, int length)
    {
        var key = new byte[length];
        BinaryPrimitives.WriteUInt64LittleEndian(key, Secret);
        BinaryPrimitives.WriteUInt64LittleEndian(key.AsSpan(8), number);
        return key;
    }
}
