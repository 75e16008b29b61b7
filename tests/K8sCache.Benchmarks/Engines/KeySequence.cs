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

    public ReadOnlySpan<byte> At(long number)
    {
        MemoryMarshal.Write(_key.AsSpan(sizeof(long)), number);
        return _key;
    }

    public ReadOnlySpan<byte> Random(int count)
    {
        // splitmix64
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return At((long)Math.BigMul(mixed ^ (mixed >> 31), (ulong)count, out _));
    }

    public void Fill(CacheEngine engine, int count, long expiresAtMs = 0)
    {
        var options = new SetOptions { ExpiresAtMs = expiresAtMs };
        for (var i = 0; i < count; i++)
            engine.Set(At(i), Value, options);
    }
}
