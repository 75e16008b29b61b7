using System.Runtime.InteropServices;
using K8sCache.Storage;

namespace K8sCache.Benchmarks.Engines;

/// <summary>Keys by number, and numbers at random; nothing is allocated for either.</summary>
internal sealed class KeySequence(ulong seed)
{
    public const int KeyBytes = 16;

    private readonly byte[] _key = "key:............"u8.ToArray();
    private ulong _state = seed;

    public byte[] Value { get; } = new byte[100];

    // splitmix64
    public static ulong Next(ulong state) => state + 0x9E3779B97F4A7C15;

    public static ulong Mixed(ulong state)
    {
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    public ReadOnlySpan<byte> At(long number)
    {
        Write(_key, number);
        return _key;
    }

    public ReadOnlySpan<byte> Random(int count) => At(RandomNumber(count));

    public long RandomNumber(int count)
    {
        _state = Next(_state);
        return (long)Math.BigMul(Mixed(_state), (ulong)count, out _);
    }

    /// <summary>Writes a key, of which the first bytes are the same for all.</summary>
    public static void Write(Span<byte> key, long number) => MemoryMarshal.Write(key[sizeof(long)..], number);

    public void Fill(CacheEngine engine, int count, long expiresAtMs = 0)
    {
        var options = new SetOptions { ExpiresAtMs = expiresAtMs };
        for (var i = 0; i < count; i++)
            engine.Set(At(i), Value, options);
    }
}
