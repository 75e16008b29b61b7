using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace K8sCache.Storage;

/// <summary>
/// A seeded 64-bit hash of short byte strings: multiply and fold, 16 bytes a round, after Wang Yi's wyhash.
/// Upper bits pick the shard, lower ones the bucket.
/// </summary>
internal static class KeyHash
{
    private const ulong Secret0 = 0xa0761d6478bd642f;
    private const ulong Secret1 = 0xe7037ed1a0b428db;

    public static ulong Compute(ReadOnlySpan<byte> key, ulong seed)
    {
        ref var start = ref MemoryMarshal.GetReference(key);
        var length = key.Length;
        var offset = 0;
        // Not a constant: a key that equals what it is combined with makes the product 0, whatever the rest of it and the
        // seed are, and everybody can read constants here.
        var secret = Secret1 ^ BitOperations.RotateLeft(seed, 32);
        var state = seed ^ Secret0;
        for (; length - offset > 16; offset += 16)
            state = Mix(Read8(ref start, offset) ^ secret, Read8(ref start, offset + 8) ^ state);

        ulong a = 0, b = 0;
        var rest = length - offset;
        if (rest >= 8)
        {
            a = Read8(ref start, offset);
            b = Read8(ref start, length - 8);
        }
        else if (rest >= 4)
        {
            a = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, offset));
            b = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, length - 4));
        }
        else if (rest > 0)
        {
            a = ((ulong)Unsafe.Add(ref start, offset) << 16)
                | ((ulong)Unsafe.Add(ref start, offset + (rest >> 1)) << 8)
                | Unsafe.Add(ref start, length - 1);
        }

        return Mix(Secret1 ^ (ulong)length, Mix(a ^ secret, b ^ state));
    }

    private static ulong Read8(ref byte start, int offset) =>
        Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, offset));

    private static ulong Mix(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }
}
