using System.Numerics;
using System.Runtime.InteropServices;

namespace K8sCache.Storage.Bitmaps;

/// <summary>A string as bits, the highest of each byte first.</summary>
public static class BitString
{
    public const int BitsPerByte = 8;

    /// <summary>0 behind the end.</summary>
    public static int Get(ReadOnlySpan<byte> bytes, long offset)
    {
        var index = offset / BitsPerByte;
        return index < bytes.Length ? (bytes[(int)index] >> Shift(offset)) & 1 : 0;
    }

    public static void Set(Span<byte> bytes, long offset, int bit)
    {
        ref var target = ref bytes[(int)(offset / BitsPerByte)];
        target = (byte)((target & ~(1 << Shift(offset))) | (bit << Shift(offset)));
    }

    /// <summary>Bits that are 1 among those of a range inside the string.</summary>
    public static long Count(ReadOnlySpan<byte> bytes, long firstBit, long bitCount)
    {
        if (bitCount <= 0)
            return 0;
        var endBit = firstBit + bitCount;
        var whole = bytes[(int)(firstBit / BitsPerByte)..(int)((endBit + BitsPerByte - 1) / BitsPerByte)];
        var before = (int)(firstBit % BitsPerByte);
        var behind = (int)(-endBit & (BitsPerByte - 1));
        return Count(whole)
            - BitOperations.PopCount((uint)whole[0] >> (BitsPerByte - before))
            - BitOperations.PopCount(whole[^1] & ((1u << behind) - 1));
    }

    /// <summary>The first bit of that value in a range inside the string, or -1.</summary>
    public static long Find(ReadOnlySpan<byte> bytes, int bit, long firstBit, long bitCount)
    {
        var endBit = firstBit + bitCount;
        var skipped = bit == 0 ? byte.MaxValue : (byte)0;
        for (var at = firstBit; at < endBit;)
        {
            if (at % BitsPerByte == 0)
            {
                var index = (int)(at / BitsPerByte);
                var next = bytes[index..].IndexOfAnyExcept(skipped);
                if (next < 0)
                    return -1;
                at = ((long)index + next) * BitsPerByte;
            }

            for (var end = Math.Min(endBit, (at / BitsPerByte * BitsPerByte) + BitsPerByte); at < end; at++)
            {
                if (Get(bytes, at) == bit)
                    return at;
            }
        }

        return -1;
    }

    private static long Count(ReadOnlySpan<byte> bytes)
    {
        long count = 0;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
            count += BitOperations.PopCount(word);
        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
            count += BitOperations.PopCount(rest);
        return count;
    }

    private static int Shift(long offset) => BitsPerByte - 1 - (int)(offset % BitsPerByte);
}
